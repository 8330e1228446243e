"""The pieces of the network view: where things are, how they are drawn, and what is said of them."""
