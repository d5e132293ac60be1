"""Questions of an editor, each a pure function of a snapshot; they import what is below them, never each other."""
