"""The plan language: parse, references, graph, compare. Pure; it knows no tool and does no I/O."""
