"""The chat: the prompt, its keys, slash commands, and who hears Ctrl-C."""
