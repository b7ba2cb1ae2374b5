"""Records of a run, and the audit of the built site."""
