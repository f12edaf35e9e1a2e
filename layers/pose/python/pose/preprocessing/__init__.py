"""From landmarks as they were tracked to a motion that can be measured."""
