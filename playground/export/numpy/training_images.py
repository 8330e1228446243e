"""The way back through what a script does with images."""

from playground.export.numpy.functions import NumpyFunction
from playground.export.numpy.images import CONVOLVE as CONVOLVE
from playground.export.numpy.images import WINDOWS as WINDOWS

FOLD = NumpyFunction(
    "fold",
    '''
def fold(patches, images, stride):
    """Add up, for every number of an image, what belongs to it under all windows."""
    found = np.zeros_like(images)
    rows, columns, size = patches.shape[2], patches.shape[3], patches.shape[-1]
    for i in range(size):
        for j in range(size):
            down = slice(i, i + stride * rows, stride)
            right = slice(j, j + stride * columns, stride)
            found[:, :, down, right] += patches[..., i, j]
    return found
''',
)
CONVOLVE_BACK = NumpyFunction(
    "convolve_back",
    '''
def convolve_back(images, kernels, slopes, stride=1):
    """Return the slopes for the images and the kernels, from those for the sums."""
    patches = windows(images, kernels.shape[1], stride)
    by_kernels = np.tensordot(patches, slopes, axes=((0, 2, 3), (0, 2, 3)))
    by_patches = np.tensordot(slopes, kernels, axes=((1,), (3,)))
    return fold(np.moveaxis(by_patches, 3, 1), images, stride), by_kernels
''',
    (WINDOWS, FOLD),
)
MAX_POOL_BACK = NumpyFunction(
    "max_pool_back",
    '''
def max_pool_back(images, size, stride, slopes):
    """Return each slope to the largest number under its window, the first of them."""
    patches = windows(images, size, stride)
    first = patches.reshape(*slopes.shape, size * size).argmax(axis=-1)
    won = np.arange(size * size) == first[..., None]
    return fold((won * slopes[..., None]).reshape(patches.shape), images, stride)
''',
    (WINDOWS, FOLD),
)
AVERAGE_POOL_BACK = NumpyFunction(
    "average_pool_back",
    '''
def average_pool_back(images, size, stride, slopes):
    """Return to each number of a window its share of the window's slope."""
    shares = (slopes / size**2)[..., None, None]
    return fold(np.broadcast_to(shares, (*slopes.shape, size, size)), images, stride)
''',
    (FOLD,),
)
GLOBAL_MAX_BACK = NumpyFunction(
    "global_max_back",
    '''
def global_max_back(images, slopes):
    """Return each slope to the largest number of its channel, the first of them."""
    numbers = images.reshape(*slopes.shape, -1)
    won = np.arange(numbers.shape[-1]) == numbers.argmax(axis=-1)[..., None]
    return (won * slopes[..., None]).reshape(images.shape)
''',
)
