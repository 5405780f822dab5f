"""Which file is meant by a name: exact before near, and a question before a guess."""

from __future__ import annotations

import asyncio
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from tinyagent_cli.core.errors import Ambiguous, NotFound, ToolError
from tinyagent_cli.core.ports import Desktop, Person

EXACT, STEM, WORDS, NEAR = 4, 3, 2, 1
_NEAR: Final = 86.0  # of 100, by RapidFuzz; the reference opened whatever was nearest
_NAMED: Final = 55.0  # worth naming as "did you mean"

# What runs, installs itself or leads elsewhere when it is opened.
PROGRAMS: Final = frozenset(
    (
        ".app", ".command", ".terminal", ".tool", ".scpt", ".scptd", ".applescript", ".workflow",
        ".action", ".pkg", ".mpkg", ".dmg", ".iso", ".sparseimage", ".sparsebundle", ".xip",
        ".exe", ".bat", ".cmd", ".com", ".msi", ".lnk", ".vbs", ".ps1", ".jar", ".js", ".jse",
        ".pif", ".scr", ".hta", ".wsf", ".cpl", ".reg", ".jnlp", ".class", ".apk", ".ipa",
        ".sh", ".bash", ".zsh", ".csh", ".ksh", ".fish", ".py", ".rb", ".pl", ".php",
        ".pyc", ".pyw", ".pyz", ".lua", ".tcl", ".run", ".appimage", ".deb", ".rpm",
        ".webloc", ".inetloc", ".fileloc", ".afploc", ".ftploc", ".mailloc", ".vncloc", ".url",
        ".newsloc", ".atloc", ".rdp", ".ica", ".library-ms", ".search-ms", ".settingcontent-ms",
        ".desktop", ".shortcut", ".mobileconfig", ".bundle", ".plugin", ".osax", ".prefpane",
        ".mobileprovision", ".provisionprofile", ".framework", ".dylib", ".so", ".playground",
        ".saver", ".kext", ".xpc", ".appex", ".service", ".qlgenerator", ".mdimporter",
        ".definition", ".caction", ".wflow", ".dfont", ".wdgt", ".safariextz", ".alfredworkflow",
    )
)  # fmt: skip
# Kinds of document, by the words that people use for them.
_KINDS: Final = {
    "pdf": (".pdf",),
    "spreadsheet": (".xlsx", ".xls", ".csv", ".numbers", ".ods"),
    "sheet": (".xlsx", ".xls", ".csv", ".numbers", ".ods"),
    "presentation": (".pptx", ".ppt", ".key", ".odp"),
    "slides": (".pptx", ".ppt", ".key", ".odp", ".pdf"),
    "deck": (".pptx", ".ppt", ".key", ".odp", ".pdf"),
    "photo": (".jpg", ".jpeg", ".heic", ".png"),
    "picture": (".jpg", ".jpeg", ".heic", ".png"),
    "image": (".jpg", ".jpeg", ".heic", ".png"),
}
_EMPTY_WORDS: Final = frozenset(
    ("the", "my", "our", "a", "an", "file", "document", "doc", "named", "called", "attached")
)


@dataclass(frozen=True, slots=True)
class _Ranked:
    path: Path
    rank: int
    likeness: float
    changed: float  # seconds since 1970


async def find(
    name: str,
    desktop: Desktop,
    person: Person,
    ending: str = "",
    folders: Sequence[str] = (),
    *,
    typed: bool = False,
) -> Path:
    """The file that *name*, a name or a path, means; *ending* (".pdf") where only such will do.

    It lies in the desktop's home folder, the user's own or one of *folders*, and is not hidden
    there; or it is where the user *typed* the whole path to.

    Raises NotFound, with near names, where there is none; Ambiguous where *person*, asked, chose
    none; ToolError where it is a program, hidden or elsewhere.
    """
    roots = (desktop.home, Path("~"), *map(Path, folders))
    said = name.strip().strip("\"'“”")
    if not said:
        raise NotFound("no file was named", "say which file you mean")
    if path := await asyncio.to_thread(_existing, said):
        own = (path.parent.resolve(),) if typed and not path.is_symlink() else ()
        return await asyncio.to_thread(_document, path, (*roots, *own))
    said = said.replace("\\", "/").rstrip("/").rpartition("/")[2]
    ranked: list[_Ranked] = []
    for query in _queries(said):
        found = await desktop.find_files(query)
        ranked = await asyncio.to_thread(_ranked, said, found, ending)
        if ranked and ranked[0].rank:
            break
    good = [r for r in ranked if r.rank and r.rank == ranked[0].rank]
    if ending and any(r.path.suffix.lower() == ending for r in good):
        good = [r for r in good if r.path.suffix.lower() == ending]
    if not good:
        near = list(dict.fromkeys(r.path.name for r in ranked if r.likeness >= _NAMED))[:3]
        hint = f"did you mean {' or '.join(near)}?" if near else "say its name as it is on the disk"
        raise NotFound(f"there is no file called {said}", hint, choices=near)
    path = good[0].path if len(good) == 1 else await _chosen(said, good, person)
    return await asyncio.to_thread(_document, path, roots)


def _existing(said: str) -> Path | None:
    """The file that *said* is the whole path of."""
    if not said.startswith(("/", "~")):
        return None
    try:
        path = Path(said).expanduser()
        return path if path.is_file() else None
    except (OSError, RuntimeError, ValueError):  # a name too long, no such user, a NUL
        return None


def _resolved(roots: Sequence[Path]) -> Iterator[Path]:
    for root in roots:
        try:
            yield root.expanduser().resolve()
        except (OSError, RuntimeError):  # nobody is at home
            continue


def _of_the_system(below: Sequence[str]) -> bool:
    """Whether it lies in ~/Library, other than in iCloud Drive and its like.

    Without regard to capitals, accents' forms and what nobody sees, as a Mac's disk takes names.
    """
    top, *inner = (_named(part) for part in below[:2])
    return top == "library" and inner not in (["mobile documents"], ["cloudstorage"])


def is_program(path: Path) -> bool:
    """Whether *path* is a program by its name, or lies inside one."""
    return any(_last_ending(part) in PROGRAMS for part in path.parts)


def _last_ending(name: str) -> str:
    """``.command`` of ``offer.pdf.com\u200bmand .``: blanks and what nobody sees do not hide it."""
    seen = "".join(c for c in name if not c.isspace() and unicodedata.category(c)[0] != "C")
    _, dot, ending = seen.rstrip(".").rpartition(".")
    return f"{dot}{ending.lower()}" if dot else ""


def _document(path: Path, roots: Sequence[Path]) -> Path:
    """The file behind *path*: what is shown and what is opened is no link to something else.

    Raises ToolError unless it lies below one of *roots* and is not hidden there.
    """
    path = path.resolve()
    inside = [path.relative_to(root) for root in _resolved(roots) if path.is_relative_to(root)]
    if not inside:
        raise ToolError(
            f"{path} lies outside your home folder",
            f"if it may be opened: tinyagent config set files.folders {path.parent}",
        )
    below = min(inside, key=lambda way: len(way.parts)).parts
    if any(_named(part).startswith(".") for part in below) or _of_the_system(below):
        raise ToolError(f"{path} is hidden", "copy it to where you keep documents")
    if is_program(path):
        raise ToolError(f"{path.name} is a program, no document", "open it yourself if you mean it")
    return path


def _named(part: str) -> str:
    """*part* of a path as a Mac's disk compares it: HFS+ passes over what nobody sees."""
    return _folded("".join(c for c in part if unicodedata.category(c) != "Cf"))


def other_names(path: Path) -> int:
    """How many more names the file at *path* has, elsewhere: hard links, which look like it."""
    try:
        return path.stat().st_nlink - 1
    except OSError:  # it went away; whoever opens it will say so
        return 0


def _queries(said: str) -> Iterable[str]:
    """What to look for: the name, then without ending and small words, then its longest word."""
    yield said
    words = _words(said)
    stem = said.rpartition(".")[0]
    if stem and stem != said:
        yield stem
    if words:
        yield " ".join(words)
        yield max(words, key=len)


def _ranked(said: str, found: Sequence[Path], ending: str) -> list[_Ranked]:
    ranked = [_rank(said, path, ending) for path in found]
    return sorted(ranked, key=lambda r: (-r.rank, -r.likeness, -r.changed, str(r.path)))


def _rank(said: str, path: Path, ending: str) -> _Ranked:
    from rapidfuzz import fuzz

    wanted, name, stem = _folded(said), _folded(path.name), _folded(path.stem)
    said_ending = _ending(wanted)
    likeness = fuzz.ratio(wanted.removesuffix(said_ending), stem)
    called = "".join(_words(said))
    rank = 0
    if wanted == name:
        rank = EXACT
    elif is_program(path):
        rank = 0
    elif called and called in ("".join(_words(path.stem)), "".join(_words(path.name))):
        rank = STEM
    elif not said_ending and _has_all_words(said, path):
        rank = WORDS
    elif likeness >= _NEAR and said_ending in ("", path.suffix.lower()):
        rank = NEAR
    if ending and path.suffix.lower() != ending and rank < EXACT:
        rank = 0
    try:
        changed = path.stat().st_mtime
    except OSError:  # it went away, or may not be looked at; then it is nobody's file
        changed, rank = 0.0, 0
    return _Ranked(path, rank, likeness, changed)


def _has_all_words(said: str, path: Path) -> bool:
    words = _words(said)
    kinds = [_KINDS[w] for w in words if w in _KINDS]
    here = set(_words(path.stem)) | {path.suffix.lower().lstrip(".")}
    if any(path.suffix.lower() not in kind for kind in kinds):
        return False
    wanted = [w for w in words if w not in _KINDS or w in here]
    return bool(wanted) and all(w in here for w in wanted)


def _ending(name: str) -> str:
    """``.pdf`` of ``project.pdf``; "" where no ending was said."""
    match = re.search(r"\.\w{1,5}$", name)
    return match[0] if match else ""


def _words(text: str) -> list[str]:
    # "ProjectReport_v2.pdf" is made of project, report, v2 and pdf.
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return [w for w in re.findall(r"[^\W_]+", _folded(apart)) if w not in _EMPTY_WORDS]


def _folded(text: str) -> str:
    # HFS+ and APFS hand out decomposed names, keyboards composed ones.
    return unicodedata.normalize("NFC", text).casefold()


async def _chosen(said: str, good: Sequence[_Ranked], person: Person) -> Path:
    labels = [
        f"{r.path.name} in {r.path.parent.name}, {datetime.fromtimestamp(r.changed):%d %b %Y %H:%M}"
        for r in good
    ]
    index = await person.choose(f"Which file is “{said}”?", labels)
    if index is None:
        names = " or ".join(dict.fromkeys(r.path.name for r in good))
        raise Ambiguous(
            f"several files may be meant by “{said}”",
            f"say the whole name or its path: {names}",
            choices=labels,
        )
    return good[index].path
