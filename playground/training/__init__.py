"""Training: what changes while a run goes on."""
