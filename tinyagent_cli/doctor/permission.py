"""May this process send Apple events to an app?  Asked of macOS without a dialog.

``python -I -S permission.py LIBRARY BUNDLE`` prints the number that macOS answers with: 0 yes,
-1743 no, -1744 not decided yet, -600 the app does not run.  A program of its own, of the standard
library alone: against an app that hangs the call has been seen to block for minutes, and
whoever wants to know must be able to end it.

The call is `AEDeterminePermissionToAutomateTarget` (macOS 10.14), the structures those of
AEDataModel.h.  No Mac has run this file yet.
"""

import ctypes
import sys
from typing import Any


def four(code: str) -> int:
    """A four-character code as the number that it is."""
    return int.from_bytes(code.encode("ascii"), "big")


class AEDesc(ctypes.Structure):
    """Packed to two bytes, as the header says: 12 bytes, and not 16."""

    _pack_ = 2
    _layout_ = "ms"  # which Python 3.14 wants to be told, and which is what _pack_ always meant
    _fields_ = (("descriptorType", ctypes.c_uint32), ("dataHandle", ctypes.c_void_p))


def permission(library: Any, bundle: str) -> int:
    """What *library*, CoreServices, answers for the app with the id *bundle*."""
    pointer = ctypes.POINTER(AEDesc)
    library.AECreateDesc.restype = ctypes.c_int16
    library.AECreateDesc.argtypes = (ctypes.c_uint32, ctypes.c_char_p, ctypes.c_long, pointer)
    library.AEDisposeDesc.restype = ctypes.c_int16
    library.AEDisposeDesc.argtypes = (pointer,)
    determine = library.AEDeterminePermissionToAutomateTarget
    determine.restype = ctypes.c_int32
    determine.argtypes = (pointer, ctypes.c_uint32, ctypes.c_uint32, ctypes.c_ubyte)
    target, name = AEDesc(), bundle.encode("ascii")
    failed = library.AECreateDesc(four("bund"), name, len(name), ctypes.byref(target))
    if failed:
        return int(failed)
    any_event = four("****")
    try:
        # The last argument is askUserIfNeeded.
        return int(determine(ctypes.byref(target), any_event, any_event, 0))
    finally:
        library.AEDisposeDesc(ctypes.byref(target))


if __name__ == "__main__":
    sys.stdout.write(f"{permission(ctypes.CDLL(sys.argv[1]), sys.argv[2])}\n")
