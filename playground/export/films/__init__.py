"""Films: pictures one after another as GIF, MP4 or numbered PNG files."""
