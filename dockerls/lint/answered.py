"""A report with what ShellCheck's answers say among the other findings, as far as the configuration wants it.

It knows which of ShellCheck's findings are told, and must not know what they look like in its JSON.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache

from ..config import Config
from ..model import Model
from ..recent import recent
from ..syntax import Change, Node
from ..syntax.lines import SPACE
from .pragmas import pragmas
from .report import Report, Row, sifted, with_more
from .rule import Finding
from .scripts import DISABLED, Asked, Body, Question, Questions
from .shellcheck import LEVELS, Answer, read

_AT_RUN_TIME = frozenset((2154,))
"""What makes no sense for a script that runs in a container: whoever starts that may set any variable."""

OFF = frozenset((1090, 1091, 2187))
"""What is left out unless it is selected by its code: it is wrong, or says nothing, in a Dockerfile.

1090, 1091: a sourced file is not followed; it lies in the image. 2187: `ash` is taken for `dash`.
"""


class Completed:
    """A report with ShellCheck's findings among the others.

    Attributes:
        report: The report.
        before: The report without these.
        questions: What was asked about the file.
        more: What ShellCheck found, by node.
        waiting: The numbers of the nodes about which something is not answered yet, in order.
        unanswered: The questions about these nodes, each with how many times it is asked. While these stay the same
            it is the same object.
    """

    def __init__(
        self,
        report: Report,
        before: Report,
        questions: Questions,
        more: list[Row | None],
        waiting: list[int],
        unanswered: dict[Question, int],
    ) -> None:
        self.report = report
        self.before = before
        self.questions = questions
        self.more = more
        self.waiting = waiting
        self.unanswered = unanswered


def completed(
    report: Report,
    questions: Questions,
    answers: Mapping[Question, Answer],
    previous: Completed | None = None,
    fresh: list[Question] | None = None,
) -> Completed:
    """A report with what ShellCheck's answers mean in the file, as the configuration wants it, pragmas applied.

    Args:
        report: What the rules found.
        questions: What was asked about the file.
        answers: The answers that are known; questions without one are passed over.
        previous: The same for the model that was the hint for this one. It saves work and changes nothing, as long as
            answers do not change.
        fresh: The questions that were answered since `previous` was made; None if that may be any.
    """
    if previous is not None and previous.before is report and previous.questions is questions and fresh == []:
        return previous  # It is asked for several times at each keystroke.
    tree, notes = questions.model.tree, pragmas(questions.model.tree)
    same = previous is not None and previous.report.config == report.config and bool(tree.nodes)
    change = tree.since(previous.questions.model.tree) if previous is not None and same else None
    switched = notes.differing(pragmas(previous.questions.model.tree), change) if previous and change else None
    again: Collection[int] = range(len(tree.nodes))
    nothing: list[Row | None] = [None]
    done: list[Question]
    if previous is None or change is None or switched is None:
        rows, more = list(report.rows), nothing * len(report.rows)
        waiting, done, unanswered = [], [], {}
    else:
        nothing *= change.come - change.first
        rows, more = change.spliced(previous.report.rows, nothing), change.spliced(previous.more, nothing)
        waiting = change.renumbered(previous.waiting, [])
        again = {*switched, *report.since(previous.before, change), *questions.since(previous.questions, change)}
        again.update(_next(questions.model, change.come))
        again.update(_answered(waiting, questions, answers if fresh is None else frozenset(fresh)))
        if not again and previous.before is report:
            return previous
        waiting, done = _still_waiting(previous, waiting, change, again)
        unanswered = previous.unanswered
    wanted, weights = _choice(report.config)
    come: list[Question] = []
    for number in again:
        items = questions.rows[number]
        said = [answers.get(item.question) for item in items]
        if None in said:
            insort(waiting, number)
            come += [item.question for item in items]
        found = tuple(_found(questions.model, number, items, said, wanted, weights)) if items else ()
        more[number] = sifted(found, number, notes, report.config) if found else None
        rows[number] = with_more(report.rows[number], more[number])
    made = report
    if any(more):
        made = Report(rows, report.starts, report.config, report.crashes)
        if previous is not None and switched is not None:
            made.follow(previous.report, again)
    if come != done:
        unanswered = _counted(unanswered, done, come)
    return Completed(made, report, questions, more, waiting, unanswered)


def _answered(waiting: list[int], questions: Questions, fresh: Collection[Question]) -> Iterator[int]:
    """The nodes that wait for one of some answers."""
    if fresh:
        rows = questions.rows
        yield from (number for number in waiting for item in rows[number] if item.question in fresh)


def _still_waiting(
    previous: Completed, waiting: list[int], change: Change, again: Collection[int]
) -> tuple[list[int], list[Question]]:
    """The nodes that wait for answers but for those which are looked at again, and what the others waited for.

    Args:
        previous: What was known before.
        waiting: Those of its nodes that are still there.
        change: What has become of the nodes.
        again: What is looked at again.
    """
    first, gone = bisect_left(previous.waiting, change.first), bisect_left(previous.waiting, change.gone)
    looked_at = [number for number in waiting if number in again]
    waiting = [number for number in waiting if number not in again] if looked_at else list(waiting)
    done = previous.waiting[first:gone]
    done += (number if number < change.first else number - change.by for number in looked_at)
    rows = previous.questions.rows
    return waiting, [item.question for number in done for item in rows[number]]


def _counted(counts: dict[Question, int], gone: list[Question], come: list[Question]) -> dict[Question, int]:
    """How many times questions are asked when some are not any more, and others are."""
    counts = dict(counts)
    for questions, by in ((come, 1), (gone, -1)):
        for question in questions:
            counts[question] = counts.get(question, 0) + by
            if not counts[question]:
                del counts[question]
    return counts


def _next(model: Model, number: int) -> Iterator[int]:
    """The next instruction, for which comments above it may have changed."""
    at = bisect_left(model.tree.instructions, number)
    yield from model.tree.instructions[at : at + 1]


def _found(
    model: Model,
    number: int,
    items: tuple[Asked, ...],
    said: list[Answer | None],
    wanted: Callable[[str, str], bool],
    weights: Mapping[str, str],
) -> Iterator[Finding]:
    """What the answers about a node mean, relative to it."""
    above: list[str] | None = None
    for item, answer in zip(items, said):
        told = read(item.node, item.body, item.question, item.prelude, answer, wanted) if answer is not None else ()
        if not told:
            continue
        above = _above(model, number) if above is None else above
        silent_from: dict[int, int] = {}
        for code, finding in told:
            if (code in _AT_RUN_TIME and item.node.keyword != "RUN") or _is_beside_the_point(code, item.node, finding):
                continue
            if code not in silent_from:
                silent_from[code] = _silent_from(item.body, above, code)
            if silent_from[code] < finding.span.start:
                continue
            if finding.code in weights:
                finding = finding._replace(severity=weights[finding.code])  # type: ignore[arg-type]
            yield finding.shift(item.start)


def _is_beside_the_point(code: int, node: Node, finding: Finding) -> bool:
    """Whether what is said in general does not hold here.

    1010: `do` as an argument (`mix do …`), in a script that has all of its own keywords. 2092: backticks around a mere
    comment. 2164: a `cd` that comes last, so that the RUN fails as it does.
    """
    if code == 1010:
        return not node.script.broken
    if code == 2092:
        return finding.span.of(node.source).lstrip("` \t").startswith("#")
    return code == 2164 and not node.source[finding.span.end :].strip(f"{SPACE}\r\n;{node.escape}")


def _choice(config: Config) -> tuple[Callable[[str, str], bool], Mapping[str, str]]:
    """Which codes of which levels are wanted, and what some of them weigh."""
    weights = {name.upper(): weight for name, weight in config.severity.items()}
    silenced = tuple(name for name, weight in weights.items() if weight == "off")
    wanted = _wanted(
        config.shellcheck.severity,
        (*config.shellcheck.exclude, *config.ignore, *silenced),
        (*config.select, *weights),
    )
    return wanted, weights


def _silent_from(body: Body, above: list[str], number: int) -> int:
    """From where in a node on a code is switched off; -1 for all of it, and beyond any end for nowhere."""
    if any(_names(codes, number) for codes in above):
        return -1
    return next((at for at, codes in body.silenced if _names(codes, number)), 1 << 60)


@lru_cache(maxsize=64)
def _wanted(threshold: str, ignore: tuple[str, ...], select: tuple[str, ...]) -> Callable[[str, str], bool]:
    """Whether a code of a level is wanted: it weighs enough, or is selected; and nothing speaks against it."""
    chosen = {name.upper() for name in select}
    unwanted = {name.upper() for name in ignore}

    def wanted(code: str, level: str) -> bool:
        if code in unwanted or "ALL" in unwanted:
            return False
        if code in chosen:
            return True
        if int(code[2:]) in OFF:
            return False
        return "ALL" in chosen or LEVELS.index(level) <= LEVELS.index(threshold)

    return wanted


def _above(model: Model, number: int) -> list[str]:
    """What comments of ShellCheck's own kind, right above an instruction, switch off."""
    nodes = model.tree.nodes
    found = []
    for other in range(number - 1, -1, -1):
        if nodes[other].kind != "comment":
            break
        directive = DISABLED.match(nodes[other].source.lstrip(SPACE))
        if directive:
            found.append(directive[1])
    return found


@recent(256)
def _names(codes: str, number: int) -> bool:
    """Whether `disable=…` names a code: alone, in a range, or by `all`."""
    for code in codes.split(","):
        first, _, last = code.upper().replace("SC", "").partition("-")
        if first == "ALL" or (first.isdigit() and int(first) <= number <= int(last if last.isdigit() else first)):
            return True
    return False
