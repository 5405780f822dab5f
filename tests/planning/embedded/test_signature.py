from __future__ import annotations

from tinyagent_cli.lab.example import SHAPES
from tinyagent_cli.planning.embedded.signature import SIGNATURES
from tinyagent_cli.tools.spec import Kind
from tinyagent_cli.tools.toolbox import load_manifest


def test_signatures_are_those_of_the_manifest() -> None:
    """Tools, their order, their arguments and which of them are lists."""
    ours = {s.tool: [(slot.name, slot.kind == "l") for slot in s.slots] for s in SIGNATURES}
    theirs = {spec.name: [(a.name, a.many) for a in spec.arguments] for spec in load_manifest()}
    assert list(ours.items()) == list(theirs.items())


def test_signatures_are_those_of_the_examples() -> None:
    """What the grammar can say is what the examples may hold."""
    ours = {s.tool: [(slot.name, slot.kind) for slot in s.slots] for s in SIGNATURES}
    # A file to summarise comes from an earlier call: text that may, to the examples.
    assert {tool: [tuple(slot) for slot in slots] for tool, slots in SHAPES.items()} == ours


def test_what_a_tool_requires_is_said_or_has_a_name_of_ours() -> None:
    """A call never lacks an argument without which the tool refuses it."""
    for spec, signature in zip(load_manifest(), SIGNATURES, strict=True):
        drafted = spec.effect.value == "draft"
        for argument, slot in zip(spec.arguments, signature.slots, strict=True):
            if argument.required and argument.kind is not Kind.TIME and not drafted:
                assert slot.name in signature.needed or slot.default, (spec.name, slot.name)
