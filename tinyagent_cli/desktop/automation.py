"""Whether macOS lets this program speak to an app, found out without anybody being asked."""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Final

_SERVICES: Final = Path("/System/Library/Frameworks/CoreServices.framework/CoreServices")
_BUNDLE: Final = int.from_bytes(b"bund", "big")  # typeApplicationBundleID
_ANY: Final = int.from_bytes(b"****", "big")  # typeWildCard


class _Target(ctypes.Structure):
    """An ``AEDesc``, which Apple's headers lay out by twos."""

    _pack_ = 2
    _layout_ = "ms"
    _fields_ = (("kind", ctypes.c_uint32), ("handle", ctypes.c_void_p))


def permitted(bundle: str, services: Path = _SERVICES) -> bool:
    """Whether the app *bundle* runs, and may be automated by this program already.

    By AEDeterminePermissionToAutomateTarget (macOS 10.14), told not to ask.  It answers 0 for
    yes; -600 where the app does not run, -1744 where the user would have to be asked, -1743
    where they said no.  Whatever is no yes is a no, also that this is no Mac.
    """
    try:
        library = ctypes.CDLL(str(services))
        describe, determine = library.AECreateDesc, library.AEDeterminePermissionToAutomateTarget
        dispose = library.AEDisposeDesc
    except (OSError, AttributeError):
        return False
    describe.argtypes = (ctypes.c_uint32, ctypes.c_char_p, ctypes.c_long, ctypes.c_void_p)
    describe.restype = ctypes.c_int16
    determine.argtypes = (ctypes.c_void_p, ctypes.c_uint32, ctypes.c_uint32, ctypes.c_ubyte)
    determine.restype = ctypes.c_int32
    dispose.argtypes = (ctypes.c_void_p,)
    target, name = _Target(), bundle.encode()
    if describe(_BUNDLE, name, len(name), ctypes.byref(target)) != 0:
        return False
    try:
        return bool(determine(ctypes.byref(target), _ANY, _ANY, 0) == 0)
    finally:
        dispose(ctypes.byref(target))
