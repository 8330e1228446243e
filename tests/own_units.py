"""Data that are scaled before they are learned."""

import numpy as np


def own_units(tmp_path):
    """Experiments whose data are scaled before they are learned, and what a person has of each."""
    rows = [(100.0 + 3 * i % 17, 1e4 * (i % 5), 2000.0 + 7.5 * i) for i in range(40)]
    (tmp_path / "mine.csv").write_text("\n".join(["a,b,price", *(",".join(map(str, row)) for row in rows)]))
    table = {"kind": "table", "path": str(tmp_path / "mine.csv"), "columns": ("a", "b"), "target": "price"}
    table["meaning"] = "values"
    yield table, (), np.array(rows)[:, :2]
    pixels = np.random.default_rng(0).integers(0, 256, (40, 8, 8), np.uint8)
    np.savez(tmp_path / "mine.npz", images=pixels, labels=np.arange(40) % 2)
    images = {"kind": "own-images", "path": str(tmp_path / "mine.npz")}
    yield images, ("flatten",), pixels[:, None].astype(float)
    heights = 500.0 + 100.0 * np.sin(np.arange(60) / 3)
    (tmp_path / "wave.csv").write_text("\n".join(["height", *map(str, heights)]))
    series = {"kind": "series", "path": str(tmp_path / "wave.csv"), "column": "height", "steps": 5}
    yield series, ("flatten",), np.lib.stride_tricks.sliding_window_view(heights, 6)[:, :5, None]
