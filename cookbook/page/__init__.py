"""What a built page says: its blocks and steps."""
