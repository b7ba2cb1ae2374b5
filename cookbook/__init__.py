"""What the site and its tests share: the blocks of a page."""
