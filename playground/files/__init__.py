"""The only room in which a path is opened: to be read with suspicion, or written whole."""
