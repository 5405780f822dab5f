"""Hook specifications, the loader, and the built-ins on the same hooks as anyone's."""
