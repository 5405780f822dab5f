"""Consent: who must agree to what, and what exactly they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tinyagent_cli.tools.spec import Effect, ToolSpec


@dataclass(frozen=True, slots=True)
class ProposedCall:
    """A call with its arguments resolved: people as addresses, times absolute."""

    id: int
    spec: ToolSpec
    arguments: Mapping[str, Any]
    # How addresses came about: "+15550100" → "Sid Patel, mobile, from Contacts".
    provenance: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a person is asked to agree to: one outward call, or a plan's local ones together."""

    effect: Effect
    calls: tuple[ProposedCall, ...]
