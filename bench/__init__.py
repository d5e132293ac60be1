"""How fast dockerls is beside other servers and linters, measured on one machine in one run: `python -m bench`.

It needs nothing but Python and the programs themselves; what is not on the PATH is named and left out. It knows the
Language Server Protocol from the client's side, and nothing of the insides of dockerls.
"""
