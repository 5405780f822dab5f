"""What of a transcript stands while somebody is still speaking: LocalAgreement-2.

Macháček et al. 2023 (arXiv 2307.14743): the growing sound is transcribed again and again, and
a word is stable when two transcripts in a row have it, and all words before it, alike.  Stable
words stay; only the last transcript, of the whole sound, may say otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass

from tinyagent_cli.core.speech import Transcript, Word


@dataclass(frozen=True, slots=True)
class Partial:
    """Where listening has come to: words that are *stable*, and those that may change yet."""

    stable: tuple[Word, ...] = ()
    unstable: tuple[Word, ...] = ()

    @property
    def words(self) -> tuple[Word, ...]:
        """All of them."""
        return self.stable + self.unstable

    @property
    def text(self) -> str:
        """All words in a row."""
        return " ".join(word.text for word in self.words)

    def then(self, transcript: Transcript) -> Partial:
        """Where it has come to with *transcript*, of the same sound and more."""
        later = transcript.words[len(self.stable) :]
        agreed = 0
        for before, now in zip(self.unstable, later, strict=False):
            if bare(before.text) != bare(now.text):
                break
            agreed += 1
        return Partial(self.stable + later[:agreed], later[agreed:])


def bare(text: str) -> str:
    """*text* without case and the punctuation around it, which changes with what follows."""
    kept = text.casefold().strip(".,;:!?…\"'“”‘’()-–—")
    return kept or text
