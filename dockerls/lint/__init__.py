"""Rules, and what they find. A file of rules needs nothing but this module, the tree and the model."""

from ..model import Facts, Model, Stage
from .rule import REGISTRY, Finding, Fix, InNode, Related, Rule, Severity, rule

__all__ = ["REGISTRY", "Facts", "Finding", "Fix", "InNode", "Model", "Related", "Rule", "Severity", "Stage", "rule"]
