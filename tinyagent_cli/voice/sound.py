"""A recording: mono samples at one rate, however they came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RATE: Final = 16_000  # samples a second: what every recogniser here was trained on


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """*samples*: float32, one channel, `RATE` a second, −1…1.

    *clipped* is the share (0…1) of the samples, as they came, that lie where a converter can go
    no further: resampled ones are rounded there, and tell no more.
    """

    samples: NDArray[np.float32]
    clipped: float = 0.0

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
        at_rim = share_at_rim(scaled)
        return cls(np.ascontiguousarray(resampled(mono, rate), dtype=np.float32), at_rim)

    @classmethod
    def none(cls) -> Sound:
        """No sound."""
        import numpy as np

        return cls(np.zeros(0, dtype=np.float32))

    @property
    def seconds(self) -> float:
        """How long it is."""
        return len(self.samples) / RATE

    @property
    def peak(self) -> float:
        """The largest sample, 0…1; 0 is silence as no microphone makes it."""
        return float(abs(self.samples).max(initial=0.0))


def share_at_rim(samples: NDArray[np.float32]) -> float:
    """The share (0…1) of *samples* that are as loud as can be, several being so."""
    import numpy as np

    size = np.abs(samples)
    rim = min(float(size.max(initial=0.0)), 1.0)  # what was decoded may go beyond it
    if rim < 0.5:
        return 0.0
    # One alone is how loud it was.
    at_rim = int((size >= rim * 0.999).sum())
    return at_rim / samples.size if at_rim > 3 else 0.0


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
