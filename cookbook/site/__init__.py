"""What the site is made of besides its pages: downloads, diagrams, tables out of data."""
