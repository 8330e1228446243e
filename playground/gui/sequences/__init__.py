"""One sample over time, band below band: what goes in, what comes out, and what a layer makes of it."""
