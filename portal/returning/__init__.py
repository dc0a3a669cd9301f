"""The plain rules of the way back: how a plan begins, whom it needs, what lifts a signature, when something is due."""
