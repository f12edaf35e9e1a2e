"""OpenCV's compiled module, without the Python that its package puts around it.

The package imports, beside the module, a graph compiler, types and wrappers that nothing here uses:
a third of what importing it takes. Whoever imports `cv2` gets the whole package as ever.
"""

import sys
from importlib.machinery import EXTENSION_SUFFIXES, ExtensionFileLoader, FileFinder
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import TYPE_CHECKING

from pose.errors import MissingLibraryError

if TYPE_CHECKING:
    import cv2 as cv2  # noqa: PLC0414 - exported


def compiled() -> ModuleType:
    """Return the module; the package itself where somebody has imported it already.

    Raises
    ------
    MissingLibraryError
        If OpenCV is not installed.
    """
    if "cv2" in sys.modules:
        return sys.modules["cv2"]
    package = find_spec("cv2")
    folders = package.submodule_search_locations if package else None
    extensions = (ExtensionFileLoader, EXTENSION_SUFFIXES)
    spec = FileFinder(folders[0], extensions).find_spec("cv2") if folders else None
    if spec is None:
        raise MissingLibraryError("opencv-python-headless is not installed")
    module = module_from_spec(spec)
    # It enters itself under the package's name.
    sys.modules.pop("cv2", None)
    return module


if not TYPE_CHECKING:
    cv2 = compiled()
# On planes this small OpenCV's threads cost twice the time they share.
cv2.setNumThreads(1)
