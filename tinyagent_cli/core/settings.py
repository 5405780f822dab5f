"""The settings: one frozen tree, one TOML file, every key documented where it is defined.

Nothing is ever read from the working directory: a folder that somebody sent must not
change what the program may do.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, ClassVar, get_type_hints

from tinyagent_cli.core.errors import UsageError, did_you_mean


def _setting(
    default: Any,
    about: str,
    choices: tuple[str, ...] = (),
    within: tuple[float, float] | None = None,
) -> Any:
    """*within*: the least and the most that a number may be."""
    told = {"about": about, "choices": choices, "within": within}
    return field(default=default, metadata=told)


@dataclass(frozen=True, slots=True)
class PlannerSettings:
    """Who makes the plans."""

    table: ClassVar[str] = "planner"  # in which somebody sets them: errors name it

    name: str = _setting("embedded", "planner: embedded, llama, http, or a plugin's")
    model: str = _setting(
        "",
        "llama: a GGUF file, as models use sets; http: the server's model name; its first without",
    )
    url: str = _setting("http://127.0.0.1:8080/v1", "http: an OpenAI-compatible server")
    profile: str = _setting(
        "auto",
        "llama, http: the form of a prompt; auto: the model's chat template, else flat",
        ("auto", "chat", "chatml", "alpaca", "flat"),
    )
    examples: int = _setting(
        -1,
        "llama, http: examples looked up for each request, beside the fixed ones; "
        "-1: 2 where a prompt is read fast (a server, a GPU), else 0",
        within=(-1, 20),
    )
    threads: int = _setting(
        0, "llama: how many threads; 0: as many as suit the model", within=(0, 1024)
    )
    selector: str = _setting("all", "Tool RAG: all, toolrag, classifier, or a plugin's selector")
    selector_model: str = _setting("", "classifier: folder of a fine-tuned transformer")
    seconds: float = _setting(120.0, "how long a plan may take, in seconds", within=(0.01, 86_400))


@dataclass(frozen=True, slots=True)
class WritersModel(PlannerSettings):
    """The model of a writer, which is none of the planner's, in a planner's place."""

    table: ClassVar[str] = "writer"


@dataclass(frozen=True, slots=True)
class WriterSettings:
    """Who writes mails, notes and summaries; without one they are the user's own words."""

    name: str = _setting("", "writer: llama, http, or a plugin's; empty: your own words")
    model: str = _setting("", "as planner.model, and that one if this is empty")
    url: str = _setting("", "as planner.url, and that one if this is empty")
    context: int = _setting(8192, "tokens that the model reads and writes at once")
    at_once: int = _setting(0, "texts asked for at once; 0: four over http, else one")
    instructions: str = _setting("", "what all texts should heed; “always cc Nick” is proposed")


@dataclass(frozen=True, slots=True)
class DesktopSettings:
    """Where tools act."""

    kind: str = _setting(
        "auto",
        "auto (this Mac, or the simulated Mac elsewhere), mac, simulated",
        ("auto", "mac", "simulated"),
    )


@dataclass(frozen=True, slots=True)
class ConsentSettings:
    """Who may be reached without being asked about, under --yes."""

    allow: tuple[str, ...] = _setting((), "e-mail addresses and phone numbers that --yes covers")
    per_hour: int = _setting(
        30, "how many people texts and invitations may reach within an hour", within=(0, 100_000)
    )
    repeat_minutes: int = _setting(
        30, "how long the same to the same person counts as said again", within=(0, 10_080)
    )


@dataclass(frozen=True, slots=True)
class FilesSettings:
    """Which files may be opened, read and attached."""

    folders: tuple[str, ...] = _setting((), "folders beside your home folder, /Volumes/Work")


@dataclass(frozen=True, slots=True)
class RunSettings:
    """How plans are run."""

    replans: int = _setting(1, "how often a failed plan may be made anew", within=(0, 10))


@dataclass(frozen=True, slots=True)
class PeopleSettings:
    """How people's numbers and dates are read."""

    region: str = _setting("US", "country of phone numbers without +, and of 3/4 dates: US, GB, …")


@dataclass(frozen=True, slots=True)
class CalendarSettings:
    """How events are made."""

    name: str = _setting("", "calendar for events that name none")
    minutes: int = _setting(60, "length of an event whose end was not said", within=(1, 10_080))


@dataclass(frozen=True, slots=True)
class HistorySettings:
    """What is remembered."""

    keep: bool = _setting(True, "keep a journal of what was done; without it nothing can be undone")


@dataclass(frozen=True, slots=True)
class ReplSettings:
    """How the chat is typed."""

    editing: str = _setting("emacs", "key bindings: emacs or vi", ("emacs", "vi"))


@dataclass(frozen=True, slots=True)
class VoiceSettings:
    """How speech is understood."""

    transcriber: str = _setting("whisper", "transcriber: whisper, whisper_cpp, or a plugin's")
    model: str = _setting("whisper-base.en", "speech model, as models list shows it, or a folder")
    language: str = _setting("en", "the language spoken, by its code; empty: found out")
    device: str = _setting(
        "", "microphone: its name, a part of it, or its number; empty: the system's own"
    )
    key: str = _setting("c-t", "the key that one speaks by: c-t is Ctrl-T; c-space, f1 to f12")
    push: str = _setting(
        "tap",
        "tap: a press starts and another one stops, a held key records while it is down; "
        "hold: only that",
        ("tap", "hold"),
    )
    longest: float = _setting(60.0, "how long a recording may get, in seconds", within=(1, 3600))
    hush: float = _setting(
        0.0, "seconds of silence that end a recording; 0: none do", within=(0, 60)
    )
    wait: float = _setting(
        0.0, "seconds in which somebody has to begin to speak; 0: any number", within=(0, 600)
    )
    send: bool = _setting(False, "send what was heard without Enter where it reaches nobody")


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, by table."""

    planner: PlannerSettings = PlannerSettings()
    writer: WriterSettings = WriterSettings()
    desktop: DesktopSettings = DesktopSettings()
    consent: ConsentSettings = ConsentSettings()
    files: FilesSettings = FilesSettings()
    run: RunSettings = RunSettings()
    people: PeopleSettings = PeopleSettings()
    calendar: CalendarSettings = CalendarSettings()
    history: HistorySettings = HistorySettings()
    repl: ReplSettings = ReplSettings()
    voice: VoiceSettings = VoiceSettings()


@dataclass(frozen=True, slots=True)
class Key:
    """One setting: its dotted *name*, its *type*, *default*, *choices* and what it is *about*.

    *within*: the least and the most that a number may be.
    """

    name: str
    type: Any
    default: Any
    about: str
    choices: tuple[str, ...]
    within: tuple[float, float] | None = None


def keys() -> Iterator[Key]:
    """Every setting there is, in order."""
    for table, section in _tables():
        hints = get_type_hints(type(section))
        for item in fields(section):
            yield Key(
                f"{table}.{item.name}",
                hints[item.name],
                item.default,
                item.metadata["about"],
                item.metadata["choices"],
                item.metadata["within"],
            )


def load(path: Path) -> Settings:
    """The settings in the file *path*; the defaults where it or a key is missing.

    Raises UsageError for text that is no TOML, unknown keys and wrong types.
    """
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Settings()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is no valid TOML: {error}", "tinyagent config edit") from error
    return from_table(table, str(path))


def from_table(table: Mapping[str, Any], where: str = "settings") -> Settings:
    """Settings of a nested mapping such as TOML gives; raises UsageError."""
    known = {key.name: key for key in keys()}
    sections: dict[str, dict[str, Any]] = {}
    for name, value in _flatten(table):
        if name not in known:
            raise _no_setting(name, f"{where}: ")
        section, _, item = name.partition(".")
        sections.setdefault(section, {})[item] = checked(known[name], value)
    return Settings(**{name: replace(part, **sections.get(name, {})) for name, part in _tables()})


def checked(key: Key, value: Any) -> Any:
    """*value* as the type that *key* has; raises UsageError where it does not fit."""
    if not _fits(key, value):
        raise UsageError(f"{key.name} wants {_wanted(key)}, not {value!r}")
    return type(key.default)(value)


def _fits(key: Key, value: Any) -> bool:
    """Whether *value*, as TOML gives it, is one that *key* takes."""
    match key.default:
        case tuple():
            return isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)
        case bool() | str():
            return type(value) is type(key.default) and (not key.choices or value in key.choices)
    number = type(value) is int or (type(value) is float and isinstance(key.default, float))
    return number and (key.within is None or key.within[0] <= value <= key.within[1])


def _wanted(key: Key) -> str:
    if key.choices:
        return " or ".join(key.choices)
    if key.within:
        least, most = key.within
        return f"a number from {least:g} to {most:g}"
    names = {tuple: "a list of texts", str: "a text", bool: "true or false"}
    return names.get(type(key.default), "a number")


def parsed(key: Key, text: str) -> Any:
    """A value for *key* as somebody types it on a command line; raises UsageError."""
    wanted = type(key.default)
    if wanted is tuple:
        return tuple(part.strip() for part in text.split(",") if part.strip())
    if wanted is bool and text.lower() in ("true", "yes", "on", "false", "no", "off"):
        return text.lower() in ("true", "yes", "on")
    try:
        return checked(key, wanted(text) if wanted in (int, float) else text)
    except ValueError:
        return checked(key, text)


def value_of(settings: Settings, name: str) -> Any:
    """The value of the setting *name*; raises UsageError if there is none."""
    section, _, item = key_of(name).name.partition(".")
    return getattr(getattr(settings, section), item)


def key_of(name: str) -> Key:
    """The setting called *name*, ``table.item``; raises UsageError if there is none."""
    for key in keys():
        if key.name == name:
            return key
    raise _no_setting(name)


def _no_setting(name: str, where: str = "") -> UsageError:
    hint = did_you_mean(name, (key.name for key in keys()), "tinyagent config show lists them all")
    return UsageError(f"{where}there is no setting {name}", hint)


def _tables() -> Iterator[tuple[str, Any]]:
    defaults = Settings()
    yield from ((table.name, getattr(defaults, table.name)) for table in fields(Settings))


def _flatten(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _flatten(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value
