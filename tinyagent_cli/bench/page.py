"""The page of what was measured: tables in Markdown, the paper's beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tinyagent_cli.bench.modes import ALL, REFERENCE, SHIPPED, Part
from tinyagent_cli.bench.planning import Row, faster, reference_of
from tinyagent_cli.bench.quality import Format, Offer
from tinyagent_cli.bench.start import Row as StartRow

HEADS: Final = (
    "way of planning", "first task s", "plan s", "turn s", "faster", "CPU s", "faster by CPU",
    "tokens read", "read/s", "written/s", "MB",
)  # fmt: skip
START_HEADS: Final = (
    "command", "first sign ms", "end ms", "CPU ms", "cold: first ms", "end ms", "modules", "ours",
    "MB", "wanted ms",
)  # fmt: skip
FORMAT_HEADS: Final = (
    "format", "requests", "right graph", "right in all arguments", "abstains", "plan, CPU ms",
    "file MB", "memory MB",
)  # fmt: skip
OFFER_HEADS: Final = ("selector", "requests", "tool recall", "offered", "needed", "prompt letters")

# Erdogan et al. 2024: method, tool recall, prompt tokens, success of 1.1B and of 7B.
TABLE_1: Final = (
    ("no RAG, all tools", "1", "2762", "78.89 %", "83.09 %"),
    ("basic RAG", "0.949", "1674", "74.88 %", "78.50 %"),
    ("fine-tuned DeBERTa", "0.998", "1397", "80.06 %", "84.95 %"),
)
# Model, bits, seconds of the planner with its prompt on a MacBook Pro M3, GB, success.
TABLE_2: Final = (
    ("GPT-3.5", "–", "3.2", "–", "65.04 %"),
    ("GPT-4-Turbo", "–", "3.9", "–", "79.08 %"),
    ("TinyAgent-1.1B", "16", "3.9", "2.2", "80.06 %"),
    ("TinyAgent-1.1B", "4", "2.9", "0.68", "80.35 %"),
    ("TinyAgent-7B", "16", "19.5", "14.5", "84.95 %"),
    ("TinyAgent-7B", "4", "13.1", "4.37", "85.14 %"),
)
_ALL_TOOLS: Final = 16
AGENT_X: Final = 1.61  # times faster end to end than TinyAgent, by its authors


@dataclass(frozen=True)
class Figures:
    """All that was measured; *loads* of the machine before and after; *picture* of the turns.

    *model*: the name of the file that took them, where it was none of ours.
    """

    machine: str
    loads: tuple[float, float]
    command: str
    requests: int = 0
    threads: int = 0
    planning: Sequence[Row] = ()
    start: Sequence[StartRow] = ()
    formats: Sequence[Format] = ()
    offers: Sequence[Offer] = ()
    picture: str = ""
    missing: str = ""
    model: str = ""


def planning_cells(rows: Sequence[Row]) -> list[list[str]]:
    """A table's cells, under `HEADS`."""
    if not rows:
        return []
    reference = reference_of(rows)
    return [
        [
            row.mode,
            f"{row.first_task:.2f}",
            f"{row.plan:.2f}",
            f"{row.turn:.2f}",
            f"{faster(row, reference)[0]:.2f}×",
            f"{row.processor:.2f}",
            f"{faster(row, reference)[1]:.2f}×",
            f"{row.read:.0f}",
            "–" if row.reads is None else f"{row.reads:.0f}",
            f"{row.writes:.1f}",
            f"{row.memory / 1e6:.0f}",
        ]
        for row in rows
    ]


def start_cells(rows: Sequence[StartRow]) -> list[list[str]]:
    """A table's cells, under `START_HEADS`."""
    return [
        [
            "a Tab, in bash" if row.command == "Tab" else f"tinyagent {row.command}",
            *(_ms(s) for s in (row.first, row.end, row.processor, row.cold_first, row.cold_end)),
            *("–" if n is None else str(n) for n in (row.modules, row.own)),
            "–" if row.memory is None else f"{row.memory / 1e6:.0f}",
            _ms(row.wanted),
        ]
        for row in rows
    ]


def format_cells(rows: Sequence[Format]) -> list[list[str]]:
    """A table's cells, under `FORMAT_HEADS`."""
    return [
        [
            row.format,
            f"{row.count} {row.rows}",
            *(_share(share) for share in (row.success, row.strict, row.abstention)),
            f"{row.seconds * 1e3:.1f}",
            f"{row.size / 1e6:.1f}",
            f"{row.memory / 1e6:.0f}",
        ]
        for row in rows
    ]


def offer_cells(rows: Sequence[Offer]) -> list[list[str]]:
    """A table's cells, under `OFFER_HEADS`."""
    return [
        [
            row.selector,
            f"{row.count} {row.rows}",
            _share(row.recall),
            f"{row.offered:.2f}",
            f"{row.needed:.2f}",
            f"{row.prompt:.0f}",
        ]
        for row in rows
    ]


def _ms(seconds: float | None) -> str:
    return "–" if seconds is None else f"{seconds * 1e3:.{0 if seconds >= 0.01 else 1}f}"


def _share(share: Mapping[str, Any]) -> str:
    if share["value"] is None:
        return "–"
    low, high = share["interval"]
    return f"{share['value']:.1%} ({low:.0%}–{high:.0%})"


def verdict(rows: Sequence[Row]) -> str:
    """What the rows say of the reference's way; "" where it, or what ships, is not among them."""
    by_name = {row.mode: row for row in rows}
    shipped, reference = by_name.get(SHIPPED.name), by_name.get(REFERENCE.name)
    if shipped is None or reference is None:
        return ""
    wall, processor = faster(shipped, reference)
    told = (
        f"End to end, a turn as it ships is {wall:.1f} times as fast as by the reference's way on "
        f"the same model ({processor:.1f} times by the processor's time)"
    )
    if (with_rag := by_name.get(f"+ {Part.TOOL_RAG}")) is None:
        return f"{told}."
    wall, processor = faster(shipped, with_rag)
    return f"{told}, and {wall:.1f} times ({processor:.1f}) as by that way with Tool RAG."


def page(figures: Figures) -> str:
    """The page, in Markdown."""
    return "\n".join([*_head(figures), *_turns(figures), *_starts(figures), *_plans(figures)])


def _head(figures: Figures) -> Iterator[str]:
    before, after = figures.loads
    yield "# Measured\n"
    yield "Made by the program itself:\n"
    yield f"```sh\n{figures.command}\n```\n"
    yield (
        f"Machine: {figures.machine}. Load before and after: {before:.1f}, {after:.1f} (where it "
        "is more than the measuring itself, seconds by the clock say less than the processor's).\n"
    )


def _turns(figures: Figures) -> Iterator[str]:
    if not figures.planning:
        if figures.missing:
            yield f"## Whole turns\n\nNot measured: {figures.missing}.\n"
        return
    yield "## Whole turns by a language model\n"
    of_ours = "A model of TinyAgent-1.1B's shape with random weights in Q4_K_M"
    yield (
        f"{figures.model or of_ours} writes plans and last "
        "words that are dictated to it, so its time is that of a model that knows what to write, "
        "and of its quality nothing is said. "
        f"Requests: {figures.requests}, mean of each figure; threads: "
        f"{figures.threads or 'as many as suit'}. The "
        "tools act on the simulated Mac, whose apps answer in milliseconds where a Mac's take "
        "tenths of a second; every request is one of a new run of the program, which finds on the "
        "disk what an earlier run read of a prompt's long part, where that is reused; the first "
        "run ever has to read it. Each way is "
        "measured in a process of its own; memory is the most that it held, the model's file "
        "included.\n"
    )
    yield (
        f"**{REFERENCE.name}**: all tools in the prompt, a plan awaited whole, the model asked for "
        "a last word after every plan, nothing reused, no grammar. "
        f"**{SHIPPED.name}**: what `--planner llama` does where no setting says otherwise. "
        f"**+** is the reference's way with one thing, **all −** is everything but one.\n"
    )
    yield from markdown(HEADS, planning_cells(figures.planning))
    if figures.picture:
        yield f"\n![What a turn is made of, by each way of planning]({figures.picture})\n"
    yield (
        f"\n{verdict(figures.planning)} Agent-X reports {AGENT_X}× over TinyAgent end to end, "
        "which has Tool RAG, for a 7B model on a Mac mini M4 Pro and 1,022 requests of TinyAgent's "
        "test set.\n"
    )
    yield from _read_with_care(figures.planning)


def _read_with_care(rows: Sequence[Row]) -> Iterator[str]:
    by_name = {row.mode: row for row in rows}
    without, whole = by_name.get(f"all − {Part.TOOL_RAG}"), by_name.get(ALL.name)
    if without and whole and without.turn < whole.turn:
        yield (
            "Tool RAG and prefix reuse stand in each other's way: other tools are another prompt, "
            f"of which nothing was read before. With both a turn takes {whole.turn:.1f} s, with "
            f"reuse alone {without.turn:.1f} s; so all tools are offered unless "
            "`planner.selector` says otherwise, which pays for models that plan better with few.\n"
        )


def _starts(figures: Figures) -> Iterator[str]:
    if not figures.start:
        return
    yield "## Starting\n"
    yield (
        "Medians; each command is started anew on a terminal of its own. *Cold*: the files that it "
        "imports were dropped from the system's cache before. A Tab is answered by the shell "
        "alone, and by `tinyagent values` for what only the user's files know. *First sign*: the "
        "first byte on the terminal.\n"
    )
    yield from markdown(START_HEADS, start_cells(figures.start))
    yield ""


def _plans(figures: Figures) -> Iterator[str]:
    if not figures.formats:
        return
    yield "## How good the plans are\n"
    yield (
        "The planner that ships (7.5 million parameters), in its own format and as GGUF files that "
        "are made of it and quantised by llama.cpp. It points at words of the request, needs no "
        "prompt, and is offered every tool. *Right graph* is the paper's success. Shares with "
        "their 95 % intervals.\n"
    )
    yield from markdown(FORMAT_HEADS, format_cells(figures.formats))
    yield "\nTool RAG as it ships, and the prompt that a language model gets with it:\n"
    yield from markdown(OFFER_HEADS, offer_cells(figures.offers))
    yield "\n## Beside the paper's tables\n"
    yield (
        "The paper's rows were measured on its own 1,000 test requests, which GPT-3.5 wrote, ours "
        "on the sets named above: **success may be compared within a set, not across**. The "
        "paper's seconds are of a MacBook Pro M3, ours of the machine above.\n"
    )
    yield "Table 1, Tool RAG:\n"
    yield from markdown(
        ("method", "tool recall", "prompt tokens", "success 1.1B", "success 7B", "test set"),
        [
            *([*row, "the paper's"] for row in TABLE_1),
            *_ours_1(figures),
        ],
    )
    yield (
        "\nOur prompt's tokens are by its letters, as many a token as in the turns above, whose "
        "vocabulary is the random model's own (about 2.8 letters; the paper's prompt has 3.6). No "
        "fine-tuned model of 1.1 or 7 billion parameters was at hand, so the columns of success "
        "are empty for ours.\n"
    )
    yield "Table 2, quantisation:\n"
    yield from markdown(
        ("model", "bits", "seconds", "GB", "success", "test set"),
        [*([*row, "the paper's"] for row in TABLE_2), *_ours_2(figures)],
    )
    yield ""


def _ours_1(figures: Figures) -> Iterator[list[str]]:
    every = {offer.rows: offer.prompt for offer in figures.offers if offer.offered >= _ALL_TOOLS}
    whole = {row.mode: row.prompt for row in figures.planning}.get(REFERENCE.name)
    for offer in figures.offers:
        if offer.recall["value"] is not None:
            tokens = whole * offer.prompt / every[offer.rows] if whole else None
            yield [
                f"ours: {offer.selector}, {offer.offered:.2f} offered",
                f"{offer.recall['value']:.3f}",
                "–" if tokens is None else f"≈ {tokens:.0f}",
                "–", "–", f"{offer.count} {offer.rows}",
            ]  # fmt: skip


def _ours_2(figures: Figures) -> Iterator[list[str]]:
    bits = {"F16": "16", "Q8_0": "8", "Q4_K_M": "4"}
    for row in figures.formats:
        width = bits.get(row.format.rpartition(" ")[2], "8")
        share = row.success if row.success["value"] is not None else row.abstention
        yield [
            f"ours, 7.5M: {row.format}", width, f"{row.seconds:.3f}", f"{row.size / 1e9:.4f}",
            f"{share['value']:.1%}", f"{row.count} {row.rows}",
        ]  # fmt: skip
    for mode in () if figures.model else (REFERENCE.name, SHIPPED.name):
        if (found := {row.mode: row for row in figures.planning}.get(mode)) is not None:
            yield [f"1.1B of random weights, {mode}", "4", f"{found.plan:.1f}", "0.67", "–", "–"]


def markdown(heads: Sequence[str], cells: Iterable[Sequence[str]]) -> Iterator[str]:
    """*cells* as a table of Markdown, a line each."""
    yield f"| {' | '.join(heads)} |"
    yield f"|---|{'--:|' * (len(heads) - 1)}"
    for row in cells:
        yield f"| {' | '.join(row)} |"
