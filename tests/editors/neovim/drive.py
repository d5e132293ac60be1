"""Drives a real Neovim by its keyboard and reads what it shows: drive.py FOLDER NAME...; see driving.py.

NVIM names the program and NVIM_INIT the init.lua, which is the one of editors/neovim/README.md.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import driving
import pynvim
from driving import EXPECT, PATIENCE

T = TypeVar("T")

patience = float(os.environ.get("DRIVE_PATIENCE", PATIENCE))

# Texts of all floating windows: hovers, diagnostics. Asked for in Lua, as a user's eye is not at hand.
FLOATS = """
local texts = {}
for _, window in ipairs(vim.api.nvim_list_wins()) do
  if vim.api.nvim_win_get_config(window).relative ~= '' then
    vim.list_extend(texts, vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false))
  end
end
return table.concat(texts, '\\n')
"""

ATTACHED = """
local client = vim.lsp.get_clients({ bufnr = 0, name = 'dockerls' })[1]
return client ~= nil and client.initialized
"""

CODES = "return vim.tbl_map(function(found) return found.code end, vim.diagnostic.get(0))"

# Neovim asks through vim.ui.select, which blocks its remote interface; this stand-in is what a picker plugin would be.
PICKER = """
local wanted = ...
offered = {}
vim.ui.select = function(items, options, choose)
  for number, item in ipairs(items) do
    local shown = options.format_item and options.format_item(item) or tostring(item)
    table.insert(offered, shown)
    if shown:find(wanted, 1, true) then return choose(item, number) end
  end
  choose(nil)
end
"""


def wait_for(question: Callable[[], T]) -> T:
    return driving.wait_for(question, patience)


def report(name: str, passed: object, detail: object) -> bool:
    """Prints one check; the detail is for whoever reads a failure."""
    global patience
    if not passed:
        patience = min(patience, 5.0)  # Whatever else is missing need not be waited for as long.
    shown = str(detail).replace("\n", "⏎")[:300]
    print(f"{'ok  ' if passed else 'FAIL'} {name} | {shown}", flush=True)
    return bool(passed)


def text_of(nvim: pynvim.Nvim) -> str:
    return "\n".join(nvim.current.buffer[:])


def floats(nvim: pynvim.Nvim) -> str:
    return str(nvim.exec_lua(FLOATS))


def go_to(nvim: pynvim.Nvim, word: str) -> None:
    """Escapes from whatever is going on, closes floats and puts the cursor on the line which begins with `word`."""
    nvim.input("<Esc><Esc>")
    wait_for(lambda: nvim.api.get_mode()["mode"] == "n")
    nvim.command("fclose!")
    nvim.funcs.cursor(1, 1)
    nvim.funcs.search(rf"^{word}\>", "cw")


def drive_file(nvim: pynvim.Nvim, path: Path) -> bool:
    wanted_diagnostic, wanted_hover, snippet, fix = (EXPECT[key] for key in ("diagnostic", "hover", "snippet", "fix"))
    becomes = "\n".join(snippet["becomes"])
    name, passed = path.name, []

    def check(feature: str, holds: object, detail: object = "") -> bool:
        passed.append(report(f"{name}: {feature}", holds, detail))
        return passed[-1]

    nvim.command(f"edit {path}")
    check("is a Dockerfile", nvim.eval("&filetype") == "dockerfile", nvim.eval("&filetype"))
    attached = (
        "return #vim.tbl_filter(function(c) return c.initialized end, vim.lsp.get_clients{bufnr=0, name='dockerls'})"
    )
    if not check("server attached", wait_for(lambda: nvim.exec_lua(attached) == 1)):
        return False

    def codes() -> list[str]:
        return [
            str(code)
            for code in nvim.exec_lua("return vim.tbl_map(function(d) return d.code end, vim.diagnostic.get(0))")
        ]

    wait_for(lambda: wanted_diagnostic["code"] in codes())
    go_to(nvim, wanted_diagnostic["on"])
    nvim.input("<C-w>d")
    check("diagnostics shown", wait_for(lambda: wanted_diagnostic["code"] in floats(nvim)), f"{codes()} {floats(nvim)}")

    go_to(nvim, wanted_hover["on"])
    nvim.input("K")
    check("hover shown", wait_for(lambda: wanted_hover["shows"] in floats(nvim)), floats(nvim))

    go_to(nvim, fix["on"])
    nvim.exec_lua(PICKER, fix["title"])
    nvim.input("gra")
    fixed = wait_for(lambda: fix["becomes"] in nvim.current.buffer[:])
    check("fix applied", fixed, f"{nvim.exec_lua('return offered')} {text_of(nvim)}")
    check("fixed diagnostic gone", wait_for(lambda: codes() and wanted_diagnostic["code"] not in codes()), codes())

    go_to(nvim, "CMD")
    nvim.input("Go" + snippet["typed"])
    wait_for(lambda: text_of(nvim).endswith(snippet["typed"]))
    if not nvim.funcs.pumvisible():
        nvim.input("<C-x><C-o>")
    wait_for(lambda: snippet["label"] in menu(nvim))
    offered = menu(nvim)
    check("completion offered", snippet["label"] in offered, offered)
    if snippet["label"] in offered:
        nvim.input("<C-n>" * (offered.index(snippet["label"]) + 1) + "<C-y>")
    active = wait_for(lambda: nvim.exec_lua("return vim.snippet.active()"))
    check("snippet expanded", active, text_of(nvim))
    for word in snippet["stops"] if active else ():
        # Each jump is made only once Neovim is idle: keys sent in one go would land in the stop before.
        wait_for(lambda: nvim.api.get_mode()["mode"] == "s")
        nvim.input(word)
        wait_for(lambda: nvim.api.get_mode()["mode"] == "i")
        nvim.input("<Tab>")
    check("tab stops typed", wait_for(lambda: becomes in text_of(nvim)), text_of(nvim))

    go_to(nvim, "FROM")
    nvim.input(":write<CR>")
    wait_for(lambda: not nvim.eval("&modified"))
    saved = path.read_text(encoding="utf-8")
    check("file saved", becomes in saved and fix["becomes"] in saved.split("\n"), saved)
    return all(passed)


def menu(nvim: pynvim.Nvim) -> list[str]:
    """The labels in the completion menu, top to bottom."""
    return [re.sub(r"~$", "", item["abbr"] or item["word"]) for item in nvim.funcs.complete_info(["items"])["items"]]


def main() -> int:
    folder, names = Path(sys.argv[1]), sys.argv[2:]
    nvim = pynvim.attach(
        "child",
        argv=[os.environ.get("NVIM", "nvim"), "--embed", "--headless", "--clean", "-n", "-u", os.environ["NVIM_INIT"]],
    )
    nvim.command("set columns=120 lines=40")
    passed = [drive_file(nvim, folder / name) for name in names]
    nvim.command("qall!", async_=True)
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
