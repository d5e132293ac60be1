"""dockerls: the Dockerfile language server, and a command line on the same core."""

__version__ = "0.1.0"
