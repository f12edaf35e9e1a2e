"""OpenCV's compiled module, without the Python that its package puts around it.

The package imports, beside the module, a graph compiler, types and wrappers that nothing here uses:
almost half of what importing it takes. Whoever imports `cv2` gets the whole package as ever.
"""

import sys
from importlib.machinery import EXTENSION_SUFFIXES, ExtensionFileLoader
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from pose.errors import MissingLibraryError

if TYPE_CHECKING:
    import cv2 as cv2  # noqa: PLC0414 - exported


def _compiled() -> ModuleType:
    """Return the module; the package itself where somebody has imported it already."""
    if "cv2" in sys.modules:
        return sys.modules["cv2"]
    package = find_spec("cv2")
    folders = package.submodule_search_locations if package else None
    if not folders:
        raise MissingLibraryError("opencv-python-headless is not installed")
    files = [Path(folders[0], f"cv2{suffix}") for suffix in EXTENSION_SUFFIXES]
    file = str(next(file for file in files if file.exists()))
    spec = spec_from_file_location("cv2", file, loader=ExtensionFileLoader("cv2", file))
    if spec is None:
        raise MissingLibraryError(f"{file} cannot be imported")
    module = module_from_spec(spec)
    # It enters itself under the package's name.
    sys.modules.pop("cv2", None)
    return module


if not TYPE_CHECKING:
    cv2 = _compiled()
# On planes this small OpenCV's threads cost twice the time they share.
cv2.setNumThreads(1)
