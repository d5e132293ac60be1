"""Things of a Dockerfile put into Markdown: what hover shows, and completion beside an item.

It knows words and their order, and takes every fact from the tables, the model and the state.
It must not know which feature asks, nor the LSP. Texts are short: the fact first, the link last.
"""
