"""What is sent and what is answered, where sketricgen 0.3 had it; the same classes."""

from .requests import *  # noqa: F403 # each name is exported there
from .responses import *  # noqa: F403 # as above
