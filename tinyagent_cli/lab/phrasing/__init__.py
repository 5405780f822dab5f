"""Phrase banks and the generator that makes requests and their plans from them."""
