"""What a script does with images: windows that move over them, and convolutions."""

from playground.export.numpy.functions import NumpyFunction

WINDOWS = NumpyFunction(
    "windows",
    '''
def windows(images, size, stride=1):
    """Return what lies under a square window at every place of an image.

    Images are (samples, channels, height, width); the result has the rows and columns
    of the places behind the channels, and last those of the window.
    """
    found = sliding_window_view(images, (size, size), axis=(2, 3))
    return found[:, :, ::stride, ::stride]
''',
    imports=("from numpy.lib.stride_tricks import sliding_window_view",),
)
CONVOLVE = NumpyFunction(
    "convolve",
    '''
def convolve(images, kernels, stride=1):
    """Return images (samples, filters, rows, columns).

    Kernels are (channels, height, width, filters).
    """
    patches = windows(images, kernels.shape[1], stride)
    sums = np.tensordot(patches, kernels, axes=((1, 4, 5), (0, 1, 2)))
    return np.moveaxis(sums, -1, 1)
''',
    (WINDOWS,),
)
