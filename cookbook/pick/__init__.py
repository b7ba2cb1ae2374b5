"""The files for a project of the reader's own: what can be picked, and what a choice gets."""
