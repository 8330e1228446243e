"""What pictures and films of the window are, in short paragraphs."""

from __future__ import annotations

PICTURE_TERMS = (
    (
        "What is in it",
        "The whole window, the network, the network beside the data, or any view that is in sight. Under a "
        "heading stand its title, the names of curves and the epoch. A right click on a plot saves that plot "
        "alone.",
    ),
    (
        "Size and scale",
        "The picture is laid out anew in the size that is typed; the screen stays as it is. PNG and JPEG "
        "have as many times more pixels to a side as the scale says: 2 is sharp in print. SVG and PDF "
        "need no scale: lines, marks and letters stay sharp at any size; only maps and samples are images.",
    ),
    (
        "Colors",
        "As on screen, or those of the light appearance, for paper.",
    ),
    (
        "Fonts",
        "SVG and PDF bring the letters that they need. A program that does not take fonts from SVG files "
        "shows another one.",
    ),
    (
        "Film of the run",
        "One picture for each checkpoint of the run, or fewer, spread evenly over it, or over a part of it "
        "from a first epoch to a last. The run pauses meanwhile, every view goes back to one moment after "
        "another, and at the end the window shows what it showed before. More checkpoints are kept if the "
        "bar at the bottom says so before the run begins. Views are filmed as they are: other samples, links "
        "or a logarithmic axis are chosen before.",
    ),
    (
        "Formats of films",
        "GIF plays everywhere; all its pictures share 255 colors. MP4 is smaller and has all colors, and is "
        "written by ffmpeg where that is installed. PNG files, packed into a ZIP file and numbered, are for "
        "programs that cut films.",
    ),
    (
        "Report and history",
        "Export writes all of a run on one page for any browser: curves, samples, metrics, the experiment "
        "with its formulas, weights and findings. The page needs no other file, runs nothing, is light or "
        "dark as the reader's system is, and prints well. The losses and accuracies by epoch are written as "
        "CSV or as lines of JSON.",
    ),
    (
        "On the command line",
        "playground train spiral --plot loss.svg --film spiral.gif draws and films a run without a window, "
        "and --film-epochs 100..400 a part of it. The name of the file says what is drawn. --report, "
        "--history and --tensorboard write a page, a table and a folder for TensorBoard.",
    ),
)
"""Terms with what they mean."""
