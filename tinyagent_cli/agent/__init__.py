"""One turn: request, plan, run, join, replan."""
