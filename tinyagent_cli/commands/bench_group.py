"""``tinyagent bench`` on the command line: what can be measured, a command each."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tinyagent_cli.commands.parameters import Json, environment_of, finish, group

bench = group(no_args_is_help=True)
Rows = Annotated[
    list[Path], typer.Argument(metavar="FILE", help="JSON lines; synthetic ones without.")
]
GgufFile = Annotated[
    Path | None,
    typer.Option("--model", metavar="FILE", help="A GGUF file; without, one of random weights."),
]
Requests = Annotated[
    int, typer.Option("--requests", min=1, metavar="N", help="How many turns each way takes.")
]
Threads = Annotated[
    int, typer.Option("--threads", min=0, metavar="N", help="Of llama.cpp; 0: as many as suit.")
]


@bench.callback()
def bench_() -> None:
    """Measure the program on this computer.

    \b
      tinyagent bench start
      tinyagent bench planning --plot planning.svg
      tinyagent bench quality gold.jsonl
      tinyagent bench voice --noise
      tinyagent bench reliability --quick
      tinyagent bench all --out docs/bench
    """


@bench.command("planning")
def bench_planning(
    ctx: typer.Context,
    model: GgufFile = None,
    requests: Requests = 2,
    threads: Threads = 0,
    only: Annotated[
        str, typer.Option("--only", metavar="TEXT", help="Only ways that have it in their name.")
    ] = "",
    plot: Annotated[
        Path | None, typer.Option("--plot", metavar="FILE", help="Draw it: .svg, .png or .pdf.")
    ] = None,
    json: Json = False,
) -> None:
    """Measure turns by a language model, with and without each way of being fast.

    \b
      tinyagent bench planning
      tinyagent bench planning --model ~/model.gguf --requests 1 --only "as it ships"
      tinyagent bench planning --plot planning.svg --json

    The plans are dictated, so that any model writes the right ones, and as long as it would
    take. Without --model one of TinyAgent-1.1B's shape is made of random weights, for the time
    (0.7 GB). Takes about a quarter of an hour on two slow CPUs.
    """
    from tinyagent_cli.commands.bench import planning

    finish(
        planning(
            environment_of(ctx),
            model=model, requests=requests, threads=threads, only=only, plot=plot, json=json,
        )
    )  # fmt: skip


@bench.command("start")
def bench_start(
    ctx: typer.Context,
    times: Annotated[
        int, typer.Option("--times", min=1, metavar="N", help="How often each is started.")
    ] = 5,
    json: Json = False,
) -> None:
    """Measure how long the program takes to start, cold and warm.

    \b
      tinyagent bench start
      tinyagent bench start --times 20 --json
    """
    from tinyagent_cli.commands.bench import start

    finish(start(environment_of(ctx), times=times, json=json))


@bench.command("quality")
def bench_quality(
    ctx: typer.Context,
    files: Rows = [],  # noqa: B006  # typer copies it
    count: Annotated[
        int, typer.Option("--count", min=1, metavar="N", help="How many rows of each set.")
    ] = 200,
    json: Json = False,
) -> None:
    """Measure the plans of the planner that ships, in each of its formats.

    \b
      tinyagent bench quality
      tinyagent bench quality gold.jsonl no_plan.jsonl --count 60
    """
    from tinyagent_cli.commands.bench import quality

    finish(quality(environment_of(ctx), files, count=count, json=json))


@bench.command("voice")
def bench_voice(
    ctx: typer.Context,
    model: Annotated[
        str, typer.Option("--model", metavar="NAME", help="As models list shows it, or a folder.")
    ] = "",
    transcriber: Annotated[
        str, typer.Option("--transcriber", metavar="NAME", help="whisper, whisper_cpp, or another.")
    ] = "",
    requests: Annotated[
        int, typer.Option("--requests", min=0, metavar="N", help="How many are said; 0: all.")
    ] = 0,
    noise: Annotated[
        bool, typer.Option("--noise", help="Over noise of 20 and 10 dB as well.")
    ] = False,
    json: Json = False,
) -> None:
    """Measure how well and how fast speech becomes a plan.

    \b
      tinyagent bench voice
      tinyagent bench voice --model whisper-tiny.en --requests 4 --noise

    espeak-ng says the requests, in four voices and at four speeds; sox mixes in the noise.
    """
    from tinyagent_cli.commands.bench import voice

    finish(
        voice(
            environment_of(ctx),
            model=model, transcriber=transcriber, requests=requests, noise=noise, json=json,
        )
    )  # fmt: skip


@bench.command("reliability")
def bench_reliability(
    ctx: typer.Context,
    quick: Annotated[bool, typer.Option("--quick", help="Less of each: a few minutes.")] = False,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write the table, as Markdown.")
    ] = None,
    json: Json = False,
) -> None:
    """Try the program under load and faults, on simulated Macs of its own.

    \b
      tinyagent bench reliability --quick
      tinyagent bench reliability --out table.md

    Random plans, plans of a thousand tasks, kill -9 at every step of what it writes, a
    thousand turns of one chat. Takes about ten minutes on two slow CPUs.
    """
    from tinyagent_cli.commands.bench import reliability

    finish(reliability(environment_of(ctx), quick=quick, out=out, json=json))


@bench.command("all")
def bench_all(
    ctx: typer.Context,
    files: Rows = [],  # noqa: B006  # typer copies it
    out: Annotated[
        Path, typer.Option("--out", metavar="FOLDER", help="Where page and picture go.")
    ] = Path("bench"),
    model: GgufFile = None,
    requests: Requests = 2,
    threads: Threads = 0,
) -> None:
    """Measure all of it, and write a page with tables and a picture.

    \b
      tinyagent bench all --out docs/bench
      tinyagent bench all gold.jsonl no_plan.jsonl --out docs/bench
    """
    from tinyagent_cli.commands.bench import everything

    finish(
        everything(
            environment_of(ctx), files, out,
            model=model, requests=requests, threads=threads,
        )
    )  # fmt: skip
