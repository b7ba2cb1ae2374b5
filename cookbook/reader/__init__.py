"""Follows built pages as a person would, and compares what it sees with what they show."""
