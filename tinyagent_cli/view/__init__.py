"""What a person sees. One module alone, `screen`, owns the terminal."""
