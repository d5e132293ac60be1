"""`NamedTuple` made fast is what `typing` makes it."""

from __future__ import annotations

import copy
import pickle
import typing
from typing import Any

import pytest

from dockerls import named


class Fast(named.NamedTuple):
    """A class with all there can be."""

    first: int
    second: str = "x"
    third: tuple[int, ...] = ()

    @property
    def double(self) -> int:
        return 2 * self.first

    def more(self, by: int = 1) -> Fast:
        return self._replace(first=self.first + by)


class Usual(typing.NamedTuple):
    """A class with all there can be."""

    first: int
    second: str = "x"
    third: tuple[int, ...] = ()


class Empty(named.NamedTuple):
    """No field at all."""

    def answer(self) -> int:
        return 42


class Below(Fast):
    """A class below one."""


BOTH: list[Any] = [Fast, Usual]


@pytest.mark.parametrize("arguments", [(1,), (1, "y"), (1, "y", (2,))])
def test_it_makes_the_same_tuples(arguments: tuple[Any, ...]) -> None:
    fast, usual = Fast(*arguments), Usual(*arguments)
    assert fast == usual == tuple(fast)
    assert repr(fast) == repr(usual).replace("Usual", "Fast")
    assert hash(fast) == hash(usual)
    assert fast._asdict() == usual._asdict()
    assert fast._replace(second="z") == usual._replace(second="z")
    assert copy.deepcopy(fast) == pickle.loads(pickle.dumps(fast)) == fast
    assert type(pickle.loads(pickle.dumps(fast))) is Fast


@pytest.mark.parametrize("cls", BOTH)
def test_names_and_defaults(cls: Any) -> None:
    made = cls(second="b", first=1)
    assert (made.first, made.second, made.third) == (1, "b", ())
    assert cls._fields == cls.__match_args__ == ("first", "second", "third")
    assert cls._field_defaults == {"second": "x", "third": ()}
    assert cls._make((1, 2, 3)) == (1, 2, 3)
    assert typing.get_type_hints(cls)["first"] is int
    assert not hasattr(made, "__dict__")


@pytest.mark.parametrize("cls", BOTH)
def test_what_is_wrong_is_refused(cls: Any) -> None:
    for wrong in (lambda: cls(), lambda: cls(1, 2, 3, 4), lambda: cls(1, fourth=2), lambda: cls._make((1,))):
        with pytest.raises(TypeError):
            wrong()
    with pytest.raises((TypeError, ValueError)):
        cls(1)._replace(fourth=2)
    with pytest.raises(AttributeError):
        cls(1).first = 2


def test_what_a_class_adds() -> None:
    assert Fast(2).double == 4
    assert Fast(2).more() == (3, "x", ())
    assert Fast.__doc__ == Usual.__doc__
    assert Empty() == ()
    assert Empty().answer() == 42
    below = Below(1)
    assert isinstance(below, Fast)
    assert type(below._replace(first=3)) is Below
    match Fast(1, "y"):
        case Fast(first, second):
            assert (first, second) == (1, "y")
