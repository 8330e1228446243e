"""A training in a process of its own: messages in, frames out."""
