"""Prompt profiles: the form in which a model was taught to be asked."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Profile(StrEnum):
    """How *system* and *user* parts become one text."""

    AUTO = "auto"  # the chat template where the model or its server has one, else flat
    CHAT = "chat"  # the chat template
    CHATML = "chatml"
    ALPACA = "alpaca"
    FLAT = "flat"

    @property
    def is_chat(self) -> bool:
        """Whether a chat template says how, where there is one."""
        return self in (Profile.AUTO, Profile.CHAT)


# Taori et al. 2023; the request goes where Alpaca has its input.
_FORMS: Final = {
    Profile.ALPACA: "### Instruction:\n{}\n\n### Input:\n{}\n\n### Response:\n",
    Profile.CHATML: "<|im_start|>system\n{}<|im_end|>\n<|im_start|>user\n{}<|im_end|>\n"
    "<|im_start|>assistant\n",
}
_MARKS: Final = {
    Profile.ALPACA: ("### Instruction:", "### Input:", "### Response:"),
    Profile.CHATML: ("<|im_start|>", "<|im_end|>"),
}


def flattened(profile: Profile, system: str, user: str) -> str:
    """The text to be gone on with; what would be a mark of the form in it is none any more.

    Text that was piped in must not end its own part.
    """
    for mark in _MARKS.get(profile, ()):
        broken = f"{mark[:1]} {mark[1:]}"
        system, user = system.replace(mark, broken), user.replace(mark, broken)
    form = _FORMS.get(profile, "{}\n\n{}")
    return form.format(system, user)
