"""The commands: options come in, files, tables and exit codes go out. One file a command, or a few that belong together."""
