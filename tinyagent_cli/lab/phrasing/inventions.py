"""Names nobody has met: pseudo-words, odd strings, addresses, numbers, file names."""

from __future__ import annotations

import random
import string
from typing import TYPE_CHECKING, Final

from tinyagent_cli.lab.phrasing.listing import listed

if TYPE_CHECKING:
    from tinyagent_cli.lab.phrasing.words import Words

_ONSETS: Final = listed(
    """
b c d f g h j k l m n p r s t v w y z bl br ch cl cr dr fl fr gr kh kr ng ny ph pl pr qu sh sk sl sp
st str sv th tr ts tw vl wh zh
"""
)
_NUCLEI: Final = listed("a e i o u a e i o u aa ai au ea ee ei ie io oa oo ou ui á é í ö ü ø ã")
_CODAS: Final = ("", "", "", "", *listed("n r s l m t k x nd rt ng sh ck st ll tz"))
_DOMAINS: Final = listed(
    """
gmail.com outlook.com yahoo.com example.com example.org company.com icloud.com proton.me harvard.edu
berkeley.edu hotmail.com mail.co.uk web.de acme.io corp.net
"""
)


def pseudo_word(rng: random.Random) -> str:
    """A word that could be one: "blorith"."""
    return "".join(
        rng.choice(_ONSETS) + rng.choice(_NUCLEI) + rng.choice(_CODAS)
        for _ in range(rng.choice((1, 2, 2, 2, 3)))
    )


def odd(rng: random.Random) -> str:
    """A string no dictionary holds: an identifier, a room, a hashtag, a version."""
    letters, digits = string.ascii_lowercase, string.digits
    some = "".join(rng.choice(letters) for _ in range(rng.randint(2, 7)))
    number = "".join(rng.choice(digits) for _ in range(rng.randint(1, 5)))
    mixed = "".join(rng.choice(letters + digits) for _ in range(rng.randint(4, 10)))
    return rng.choice(
        (
            f"{some.upper()[:4]}-{number}", f"#{some}", f"#{number}", f"{some}_{number}", some.upper(),
            mixed, mixed.upper(), f"v{number[:1]}.{number[-1]}", f"{some}{number}", f"{some}-{some[::-1]}",
            f"{some[:2].upper()}{number}{some[-1].upper()}", f"{some.title()}{pseudo_word(rng).title()}",
            f"{number}{some[:1]}", f"{some}.{pseudo_word(rng)}", f"Q{number[:1]}-{some}",
        )
    )  # fmt: skip


def code(rng: random.Random) -> str:
    """A code somebody must type: "4417", "B-204"."""
    return rng.choice(
        (
            str(rng.randint(100, 999999)),
            f"{rng.choice('ABCDEFGH')}{rng.choice(('', '-'))}{rng.randint(1, 999)}",
            odd(rng),
        )
    )


def amount(rng: random.Random) -> str:
    """An amount of money; "$2" is one, and no reference."""
    n = rng.choice((rng.randint(1, 20), rng.randint(1, 999), rng.randint(1000, 90000)))
    return rng.choice(
        (
            f"${n}",
            f"${n}",
            f"${n}.{rng.randint(10, 99)}",
            f"{n} dollars",
            f"€{n}",
            f"{n} bucks",
            f"${n:,}",
            f"£{n}",
            f"{n}€",
            f"${n % 90 + 1}k",
        )
    )


def phone_number(rng: random.Random) -> str:
    """A phone number as people write it."""
    d = "".join(rng.choice(string.digits) for _ in range(10))
    return rng.choice(
        (
            f"{d[:3]}-{d[3:6]}-{d[6:]}", f"({d[:3]}) {d[3:6]}-{d[6:]}", f"+1 {d[:3]} {d[3:6]} {d[6:]}",
            f"+1{d}", d, f"+44 {d[:4]} {d[4:]}", f"{d[:3]}.{d[3:6]}.{d[6:]}", f"{d[:3]}-{d[6:]}",
            f"+49 {d[:3]} {d[3:]}", f"{d[:3]} {d[3:6]} {d[6:]}", f"+1-{d[:3]}-{d[3:6]}-{d[6:]}",
        )
    )  # fmt: skip


def mail_address(rng: random.Random, words: Words) -> str:
    """An e-mail address."""
    given, family = words.given(rng).lower(), words.family(rng).lower()
    given, family = (
        "".join(c for c in x if c.isascii() and c.isalpha()) or "ab" for x in (given, family)
    )
    user = rng.choice(
        (
            given,
            f"{given}.{family}",
            f"{given[0]}{family}",
            f"{given}{rng.randint(1, 99)}",
            f"{given}_{family}",
            words.say("topic", rng).replace(" ", "-").replace("'", ""),
            f"{given}.{family}".title(),
        )
    )
    domain = (
        rng.choice(_DOMAINS)
        if rng.random() < 0.7
        else f"{''.join(c for c in pseudo_word(rng) if c.isascii())}co.{rng.choice(('com', 'org', 'io', 'edu', 'net', 'de'))}"
    )
    return f"{user}@{domain}"


def file_name(rng: random.Random, words: Words, extension: str) -> str:
    """A file name with its extension: "Q3_budget-final.xlsx", "scan 12.pdf"."""
    stem = rng.choice(
        (
            words.say("topic", rng), words.say("document", rng), f"{words.say('topic', rng)} {words.say('document', rng)}",
            f"{words.say('adjective', rng)} {words.say('document', rng)}", words.title(rng), odd(rng), pseudo_word(rng),
            f"{words.family(rng)} {words.say('document', rng)}",
        )
    )  # fmt: skip
    stem = "".join(c for c in stem if c.isalnum() or c in " -_")
    if rng.random() < 0.3:
        tail = rng.choice(
            (
                "final",
                "v2",
                "v3",
                "draft",
                str(rng.randint(1, 99)),
                str(rng.randint(2019, 2030)),
                "2026-05-11",
                "copy",
                "signed",
            )
        )
        stem = f"{stem} {tail}"
    shape = rng.random()
    if shape < 0.4:
        stem = stem.replace(" ", rng.choice("__-."))
    elif shape < 0.6:
        stem = "".join(p[:1].upper() + p[1:] for p in stem.split())
    if rng.random() < 0.4:
        stem = stem.title() if " " in stem else stem[:1].upper() + stem[1:]
    return f"{stem.strip()}.{extension}"
