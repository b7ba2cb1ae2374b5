"""What is measured for the pages: builds, load, and accidents. Nothing here is asserted."""
