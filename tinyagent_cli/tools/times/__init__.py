"""Words about time, in people's ways of saying it, resolved against one clock.

``when("half past six tomorrow evening", now)`` gives a `Moment`, `Several` that fit, or
`Unknown`.  The way is: one spelling (``words``), parts (``parts``, with the rules in ``days``
and ``clocks``), and a moment (``reading``).  No date library is used: of the three that
were tried, each read some of these phrases as another day without a word.
"""

from __future__ import annotations

from tinyagent_cli.tools.times.moment import Moment, Reading, Several, Unknown, written
from tinyagent_cli.tools.times.reading import iso, when

__all__ = ["Moment", "Reading", "Several", "Unknown", "iso", "when", "written"]
