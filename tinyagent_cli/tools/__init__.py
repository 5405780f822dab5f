"""Tool specs, the toolbox, and the argument kinds with their resolvers."""
