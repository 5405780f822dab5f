"""How loud it is, for a meter and for knowing whether somebody speaks."""

from __future__ import annotations

from dataclasses import dataclass
from math import log10
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FLOOR: Final = -60.0  # dB below full scale; a quiet room is about there
_SPEECH: Final = -45.0  # dB; speech half a metre away is at −35 to −15
_ABOVE: Final = 9.0  # dB that speech is louder than the room


@dataclass(frozen=True, slots=True)
class Level:
    """Of a block of sound: root mean square and *peak*, both in dB, 0 being full scale."""

    rms: float = -200.0
    peak: float = -200.0

    @classmethod
    def of(cls, block: NDArray[np.float32]) -> Level:
        """The level of *block* [n] or [n, channels], −1…1; perfect silence is −200 dB."""
        import numpy as np

        if not block.size:
            return cls()
        square = float(np.mean(np.square(block, dtype=np.float64)))
        return cls(_decibels(square**0.5), _decibels(float(np.abs(block).max())))

    @property
    def silent(self) -> bool:
        """Whether there was nothing at all, not even noise: no microphone sends that."""
        return self.peak <= -200.0

    @property
    def clipped(self) -> bool:
        """Whether it is as loud as can be, so that it was louder."""
        return self.peak >= -0.01

    @property
    def part(self) -> float:
        """How far a meter goes out for it: 0 at `FLOOR`, 1 at full scale."""
        return min(1.0, max(0.0, 1.0 - self.rms / FLOOR))


@dataclass(slots=True)
class Ear:
    """Knows speech from the room by how loud both are; the room is the quietest so far."""

    room: float = 0.0

    def speech(self, level: Level) -> bool:
        """Whether *level* is one of somebody who speaks."""
        # It may get louder where one is: by 1 dB a second, at twenty blocks.
        self.room = min(self.room + 0.05, level.rms)
        return level.rms > max(_SPEECH, self.room + _ABOVE)


def _decibels(value: float) -> float:
    return 20 * log10(value) if value > 1e-10 else -200.0
