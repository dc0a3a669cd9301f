"""The pages of the talk: reading it, writing in it, what is one's own, and what waits to be read."""
