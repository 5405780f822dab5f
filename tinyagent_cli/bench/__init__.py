"""What the parts of planning by a language model gain, measured on this computer."""
