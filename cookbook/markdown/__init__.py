"""The Markdown extension: kinds, titles and sources of blocks."""
