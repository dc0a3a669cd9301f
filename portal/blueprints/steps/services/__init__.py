"""Writing a step, saying whether one is ready, answering that, and beginning."""
