"""What needs computing before it can be shown; nothing here knows an address or writes HTML."""
