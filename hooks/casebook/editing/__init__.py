"""Changes to the YAML that a command makes for an editor, keeping comments and order."""
