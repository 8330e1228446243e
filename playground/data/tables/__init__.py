"""Tables from files and from the clipboard, and the data sets made of them."""
