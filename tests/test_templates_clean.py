"""Every template, as completion inserts it, stands the rules that run by default."""

from __future__ import annotations

import pytest
from checks import findings

from dockerls.templates import Template, load, plain


def whole(template: Template) -> str:
    """A template as a whole Dockerfile: a fragment stands in a stage of its base image."""
    body = plain(template)
    if template.base:
        body = f"FROM {template.base}\n{body}"
        if "ENTRYPOINT" in body and "USER" not in body:
            body += "\nUSER 10001"  # The stage around a fragment says who runs what the fragment starts.
    return body if body.endswith("\n") else f"{body}\n"


@pytest.mark.parametrize("template", load(), ids=lambda template: template.name)
def test_a_template_is_clean(template: Template) -> None:
    text = whole(template)
    assert [f"{finding.code} {finding.span.of(text)!r}: {finding.message}" for finding in findings(text)] == []
