"""Docker engines: the one there is, or our own, side by side."""
