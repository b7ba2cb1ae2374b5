"""`make faults`: puts one small fault at a time into a copy, and tells whether a test notices."""
