"""The commands, one file each; `tinyagent_cli.app` only names them and their options."""
