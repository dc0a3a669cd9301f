"""The rules of the ladder: who is told, when somebody watches, what may happen next."""
