"""Requests and their plans, written by hand for the lab: one text file a subject."""
