"""Pages about bridges: from an item, and in the community that shows it too."""
