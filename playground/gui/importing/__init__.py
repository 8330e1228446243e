"""Tables read from files and the clipboard."""
