"""The chat: prompt, keys, slash commands, signals."""
