"""What every room may use: errors, exit codes, events, settings, paths, the clock, the ports."""
