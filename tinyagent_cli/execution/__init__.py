"""A plan is run: scheduler, consent, outcomes, journal, undo."""
