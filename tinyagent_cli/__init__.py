"""A sentence in, apps moved: a terminal assistant whose planner runs on your own computer."""

__version__ = "0.1.0"
