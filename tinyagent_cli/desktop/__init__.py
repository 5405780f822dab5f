"""Where tools act: this Mac through osascript, or the simulated Mac."""
