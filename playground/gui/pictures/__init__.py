"""Pictures and films of what the window shows, as files."""
