"""The start: what is fetched when it is first needed (patterns, the log, parts of libraries, properties), and when
garbage counts.

An editor waits for the first diagnostics, and a pipeline for the only ones; neither asks for most of what there is.
It knows how to put off, and must not know what is put off.
"""

from __future__ import annotations

import gc
import os
import re
import sys
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib import import_module
from itertools import count
from types import ModuleType
from typing import TYPE_CHECKING, Any, AnyStr, cast

if TYPE_CHECKING:
    from logging import Logger


if TYPE_CHECKING or sys.version_info >= (3, 12):
    from functools import cached_property as cached_property
else:

    class cached_property:
        """As `functools` has it, without the lock that it takes before Python 3.12.

        A tree has a hundred thousand of them, and most are asked for once: the locks take a twentieth of a check.
        """

        def __init__(self, function):
            self.function = function
            self.__doc__ = function.__doc__

        def __set_name__(self, owner, name):
            self.name = name

        def __get__(self, instance, owner=None):
            if instance is None:
                return self
            value = instance.__dict__[self.name] = self.function(instance)
            return value


class LatePattern:
    """Stands for a compiled pattern, and compiles it when the first of its methods is asked for."""

    def __init__(self, pattern: Any, flags: int) -> None:
        self._given = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # Nothing that copies or compares may take it for more than it is.
            raise AttributeError(name)
        found = self.__dict__[name] = getattr(re.compile(*self._given), name)
        return found


def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As `re.compile`, for what stands in a module; only the first use takes the time to compile it.

    Of 200 patterns the first diagnostics need 40, and the others take 7 ms. A method that was asked for once stays in
    the instance, so it costs no more than that of a compiled pattern. The functions of `re` do not take it.
    """
    return cast("re.Pattern[AnyStr]", LatePattern(pattern, flags))


_log_settings: dict[str, Any] = {}


def set_up_log(**settings: Any) -> None:
    """Say how the log is to be kept, in the terms of `logging.basicConfig`, once somebody writes to it."""
    _log_settings.update(settings)


@lru_cache(maxsize=1)
def logger() -> Logger:
    """The log, set up. Importing `logging` takes 5 ms, which is for nothing in a session where all goes well."""
    import logging

    if _log_settings:
        logging.basicConfig(**_log_settings)
    return logging.getLogger("dockerls")


class _LateLog:
    def __getattr__(self, name: str) -> Any:
        return getattr(logger(), name)


log = cast("Logger", _LateLog())
"""The log of all parts."""


@cache
def part(library: str, name: str) -> ModuleType:
    """The module `name` of a package, without what the package itself would import on the way.

    A part must not need the rest of its package. If it is not to be had that way, it is imported as usual.
    """
    from importlib.machinery import PathFinder
    from importlib.util import module_from_spec

    whole = f"{library}.{name}"
    package = PathFinder.find_spec(library) if whole not in sys.modules else None
    places = package.submodule_search_locations if package else None
    spec = PathFinder.find_spec(whole, places) if places else None
    if spec is None or spec.loader is None:
        return import_module(whole)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def modules_of(package: ModuleType) -> list[str]:
    """The names of the modules in a package, sorted. `pkgutil`, which reads more than folders, takes 5 ms to import."""
    try:
        found = [name[:-3] for name in os.listdir(package.__path__[0]) if name.endswith(".py")]
    except OSError:  # It lies in an archive.
        found = []
    if not found:
        from pkgutil import iter_modules

        found = [module.name for module in iter_modules(package.__path__)]
    return sorted(name for name in found if name != "__init__")


def texts_of(package: str, suffix: str) -> Iterator[tuple[str, str]]:
    """The text files in a package whose names end so, by name. `importlib.resources` takes 5 ms to import."""
    folder = sys.modules[package].__path__[0]
    if os.path.isdir(folder):
        for name in os.listdir(folder):
            if name.endswith(suffix):
                with open(os.path.join(folder, name), encoding="utf-8") as file:
                    yield name, file.read()
        return
    from importlib.resources import files  # It lies in an archive.

    yield from ((file.name, file.read_text("utf-8")) for file in files(package).iterdir() if file.name.endswith(suffix))


_USUAL = gc.get_threshold()
"""How often garbage is looked for in a process that has settled, as Python has it. More seldom saves the slower
keystrokes in thirty thousand lines a fifth, and then memory creeps: by 8 % from 20,000 edits to 200,000, and not by 4.
"""


def start() -> None:
    """The process begins, or a text is opened: what is made stays, so garbage is hardly looked for.

    Looking for it takes 5 of the 80 ms until the first diagnostics, and a third of the time in which a process that has
    settled reads a long text. Thirty thousand lines make half a million objects.
    """
    gc.set_threshold(1_000_000)


def settle() -> None:
    """A long life begins: all that was imported and made by now stays, and garbage is looked for in the rest.

    A look at what is known of thirty thousand lines would take a quarter of a second.
    """
    gc.freeze()
    gc.set_threshold(*_USUAL)


_TURNS = 1000
_turns = count(1)


def turn() -> None:
    """Nothing more is waiting, as behind each keystroke: every thousandth time garbage goes, and what Python keeps to
    make new values of.

    Of tuples alone it keeps up to forty thousand, 5 MB, until it looks at all there is: which it puts off for ever in a
    process that makes as little garbage as this one. What is left is not looked through again, so a look takes as long
    as a thousand edits have made new objects.
    """
    if next(_turns) % _TURNS == 0:
        gc.collect()
        gc.freeze()
