"""The plots of a notebook: what the network makes of the plane, of its samples, and how the loss fell."""

from __future__ import annotations

from collections.abc import Iterator

from playground.export.code.script import Section
from playground.export.onnx.model import RawInputs
from playground.export.weights.trained_network import TrainedNetwork

LOSSES = """
figure, axes = plt.subplots(figsize=(7, 3))
axes.plot(losses, linewidth=0.5)
axes.set(xlabel="step", ylabel="loss of the batch", yscale="SCALE")
plt.show()
"""
PLANE = """
side = np.linspace(-6, 6, 101)
x1, x2 = np.meshgrid(side, side)
places = np.stack([x1.ravel(), x2.ravel()], axis=1)
"""
ONE_OUTPUT = """
height = predict(places)[:, 0].reshape(x1.shape)

figure, axes = plt.subplots(figsize=(5, 4))
picture = axes.contourf(x1, x2, height, levels=21, cmap="coolwarm")
axes.set(xlabel="x1", ylabel="x2", title="Output", aspect="equal")
figure.colorbar(picture)
"""
LARGEST = """
largest = predict(places).argmax(axis=1).reshape(x1.shape)

figure, axes = plt.subplots(figsize=(5, 4))
colors = plt.get_cmap("turbo", COUNT)
picture = axes.pcolormesh(x1, x2, largest, cmap=colors, vmin=-0.5, vmax=TOP)
axes.set(xlabel="x1", ylabel="x2", title="The output that is largest", aspect="equal")
figure.colorbar(picture, ticks=range(COUNT))
"""
CHECKED = """
axes.scatter(*check_inputs.T, c="black", s=8, label="samples that are checked")
axes.legend(loc="upper right", fontsize="small")
plt.show()
"""
IMAGES = """
figure, rows = plt.subplots(1, len(check_inputs), figsize=(9, 2))
for axes, image, found in zip(rows, check_inputs, predict(check_inputs), strict=True):
    axes.imshow(image[0], cmap="gray_r")
    axes.set(title=TITLE, xticks=[], yticks=[])
plt.show()
"""
OUTPUTS = """
found = predict(check_inputs)
found = found.reshape(len(found), -1)
figure, axes = plt.subplots(figsize=(6, 3))
picture = axes.imshow(found, aspect="auto", cmap="viridis")
axes.set(xlabel="output", ylabel="sample", yticks=range(len(found)))
figure.colorbar(picture)
plt.show()
"""


def _largest(count: int) -> str:
    return LARGEST.replace("COUNT", str(count)).replace("TOP", f"{count - 0.5}")


def plots(trained: TrainedNetwork, losses: bool) -> Iterator[Section]:
    """Yield the plots that a network has a meaning for; ``losses`` says whether a training returned them."""
    experiment, network = trained.experiment, trained.network
    raw = RawInputs.of(experiment, network, trained.outline)
    if losses:
        yield Section("How the loss fell", LOSSES.replace("SCALE", "log"))
    outputs = network.shapes[-1]
    if raw.shape == (2,) and raw.preparation is None:
        drawn = ONE_OUTPUT if outputs == (1,) else _largest(outputs[0])
        yield Section("What it makes of the plane", PLANE + drawn.lstrip("\n") + CHECKED.lstrip("\n"))
    elif len(raw.shape) == 3 and outputs[0] > 1 and not experiment.reconstruct:
        yield Section("What it makes of images", IMAGES.replace("TITLE", "found.argmax()"))
    else:
        yield Section("What it makes of samples", OUTPUTS)
