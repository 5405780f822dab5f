"""Data, training, evaluation and quantisation of the embedded planner."""
