"""A recording: mono samples at one rate, however they came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RATE: Final = 16_000  # samples a second: what every recogniser here was trained on


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """*samples*: float32, one channel, `RATE` a second, −1…1."""

    samples: NDArray[np.float32]

    @classmethod
    def of(cls, samples: NDArray[Any], rate: int = RATE) -> Sound:
        """Sound of *samples*, [n] or [n, channels], of *rate* a second.

        Integers are taken for full-scale PCM of their width; channels are mixed.
        """
        import numpy as np

        scaled = samples.astype(np.float32)
        if samples.dtype.kind in "iu":
            whole = np.float32(2 ** (8 * samples.dtype.itemsize - 1))
            scaled = scaled / whole - np.float32(samples.dtype.kind == "u")
        mono = scaled.mean(axis=1, dtype=np.float32) if scaled.ndim == 2 else scaled
        return cls(np.ascontiguousarray(resampled(mono, rate), dtype=np.float32))

    @classmethod
    def joined(cls, pieces: Sequence[Sound]) -> Sound:
        """*pieces* one after the other; none is no sound."""
        import numpy as np

        if not pieces:
            return cls(np.zeros(0, dtype=np.float32))
        return cls(np.concatenate([piece.samples for piece in pieces]))

    @property
    def seconds(self) -> float:
        """How long it is."""
        return len(self.samples) / RATE

    @property
    def peak(self) -> float:
        """The largest sample, 0…1; 0 is silence as no microphone makes it."""
        return float(abs(self.samples).max(initial=0.0))


def resampled(samples: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
    """*samples* [n] of *rate* a second as [n·RATE/rate] of `RATE`, all else below the rate kept.

    By Fourier's coefficients: what lies above half the lower rate is cut, nothing is bent.
    """
    import numpy as np

    if rate == RATE or not len(samples):
        return samples
    length = round(len(samples) * RATE / rate)
    # Padded by silence: the transform takes the end for what comes before the beginning.
    step = rate // np.gcd(rate, RATE)
    padded = -(-(len(samples) + rate // 10) // step) * step
    waves = np.fft.rfft(samples, padded)
    wanted = padded // step * (RATE // int(np.gcd(rate, RATE)))
    kept = np.zeros(wanted // 2 + 1, dtype=waves.dtype)
    shared = min(len(kept), len(waves))
    kept[:shared] = waves[:shared]
    return np.asarray(np.fft.irfft(kept, wanted)[:length] * (wanted / padded), dtype=np.float32)
