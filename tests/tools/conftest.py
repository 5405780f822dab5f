"""A desktop with a few contacts and files, and a person who answers as told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tinyagent_cli.core.clock import Clock
from tinyagent_cli.core.errors import ConsentNeeded
from tinyagent_cli.core.settings import Settings
from tinyagent_cli.tools.spec import Hands, ToolSpec
from tinyagent_cli.tools.toolbox import load_manifest

MONDAY = datetime(2026, 11, 23, 9, 0)


def contact(
    name: str,
    phones: Mapping[str, str] | None = None,
    emails: Mapping[str, str] | None = None,
    nickname: str = "",
    organization: str = "",
) -> dict[str, Any]:
    """A contact as ``find_person.js`` answers it."""
    return {
        "id": f"id-{name}-{len(phones or {})}-{organization}",
        "name": name,
        "nickname": nickname,
        "organization": organization,
        "phones": [{"label": k, "value": v} for k, v in (phones or {}).items()],
        "emails": [{"label": k, "value": v} for k, v in (emails or {}).items()],
    }


PEOPLE = (
    contact(
        "Sid Patel",
        {"work": "(415) 555-0178", "mobile": "+1 (415) 555-0132"},
        {"home": "sid.patel@example.com", "work": "sid@harborlabs.example.com"},
        organization="Harbor Labs",
    ),
    contact("Lutfi Eren", {"mobile": "+1 510 555 0119"}, {"home": "lutfi@example.org"}),
    contact("Sarah Chen", {"mobile": "+1 415 555 0150"}, {"work": "sarah.chen@example.com"}),
    contact("Sarah O'Neil", {"home": "+1 415 555 0151"}, {"home": "sarah@example.net"}),
    contact("Linda Rivera", {"home": "+1 505 555 0120"}, {"home": "linda@example.com"}, "Mom"),
    contact("Priya Raman", {"work": "+1 415 555 0170"}, {}, "Boss", "Harbor Labs"),
    contact("Zoë Müller", {"iPhone": "+49 30 901820"}, {"home": "zoe@example.de"}),
    contact("José García López", {}, {"home": "jose@example.es"}),
    contact("Harbor Labs", {"main": "+1 415 555 0100", "fax": "+1 415 555 0199"}),
    contact("Jamie Rivera", {"mobile": "+1 415 555 0105"}, {"home": "jamie@example.com"}),
    contact("Ana Ruiz", {"fax": "+1 415 555 0177"}, {}),
)


class FakeDesktop:
    """Contacts that contain a name, files below a folder; *asked* says what was looked for."""

    def __init__(self, folder: Path, people: Sequence[Mapping[str, Any]] = PEOPLE) -> None:
        self.folder = self.home = folder
        self.people = people
        self.asked: list[str] = []

    async def script(self, script: str, payload: Mapping[str, Any]) -> Any:
        assert script == "contacts/find_person.js"
        self.asked.append(payload["name"])
        if payload.get("me"):
            return [person for person in self.people if person["name"] == "Jamie Rivera"]
        wanted = payload["name"].casefold()
        fields = ("name", "nickname", "organization")
        return [p for p in self.people if any(wanted in p[f].casefold() for f in fields)]

    async def find_files(self, name: str) -> tuple[Path, ...]:
        self.asked.append(name)
        return tuple(sorted(path for path in self.folder.rglob("*") if path.is_file()))


class FakePerson:
    """Answers every question with the choice that contains *answer*; None: chooses nothing.

    Asked for words, it says *answer* itself.
    """

    present = True

    def __init__(self, answer: str | None = None) -> None:
        self.answer = answer
        self.questions: list[tuple[str, tuple[str, ...]]] = []

    async def choose(
        self, question: str, choices: Sequence[str], likeliest: int | None = None
    ) -> int | None:
        self.questions.append((question, tuple(choices)))
        if self.answer is None:
            return None
        return next(i for i, choice in enumerate(choices) if self.answer in choice)

    async def say(self, question: str) -> str:
        self.questions.append((question, ()))
        return self.answer or ""


class Nobody:
    """Nobody is there to be asked."""

    present = False

    async def choose(
        self, question: str, choices: Sequence[str], likeliest: int | None = None
    ) -> int | None:
        raise ConsentNeeded(question)

    async def say(self, question: str) -> str:
        raise ConsentNeeded(question)


@pytest.fixture
def specs() -> dict[str, ToolSpec]:
    """The specs of the manifest by name."""
    return {spec.name: spec for spec in load_manifest()}


@pytest.fixture
def desktop(tmp_path: Path) -> FakeDesktop:
    """A desktop with PEOPLE and no files yet."""
    return FakeDesktop(tmp_path)


@pytest.fixture
def hands(desktop: FakeDesktop) -> Hands:
    """The desktop, default settings, and a clock that shows Monday morning."""
    return Hands(desktop, Settings(), Clock.stopped(MONDAY))  # type: ignore[arg-type]
