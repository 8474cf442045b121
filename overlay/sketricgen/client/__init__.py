"""The client: its constructor and lifecycle, and its public methods, a module for each group.

Nothing imports it but the package itself and the extras; it may import every other room.
"""

from .client import SketricGenClient as SketricGenClient
