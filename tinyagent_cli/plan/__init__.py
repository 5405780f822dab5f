"""The plan language: parse, references, text, graph, compare.  Pure; it knows no tool, no I/O.

The names that other rooms use are in :mod:`~tinyagent_cli.plan.task`,
:mod:`~tinyagent_cli.plan.parse`, :mod:`~tinyagent_cli.plan.text`,
:mod:`~tinyagent_cli.plan.graph` and :mod:`~tinyagent_cli.plan.compare`.
"""
