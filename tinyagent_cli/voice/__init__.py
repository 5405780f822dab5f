"""From speech to a request."""
