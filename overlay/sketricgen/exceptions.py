"""The exceptions, where sketricgen 0.3 had them; `sketricgen` itself has them too."""

from .errors import *  # noqa: F403 # the same classes
