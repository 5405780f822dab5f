"""What a person sees: the plan tree, plain lines, JSON lines; `screen` alone owns the terminal."""
