"""Pictures as files: how what is drawn becomes PNG, SVG or PDF."""
