"""Parent groups: who is kept apart, who has a place, what is read before it shows. Several rooms stand on it."""
