"""The experiment as a document: changed, undone, opened, saved and recovered."""
