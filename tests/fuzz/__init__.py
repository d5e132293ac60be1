"""Attacks: random texts, messages, settings and arguments. A short part runs with the tests, the long one by hand."""
