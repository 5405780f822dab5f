"""Data, training, export and evaluation of the embedded planner. Needs the `lab` extra."""
