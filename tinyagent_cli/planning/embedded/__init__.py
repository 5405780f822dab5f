"""The planner that ships in the package: it points at words of the request, and never invents."""
