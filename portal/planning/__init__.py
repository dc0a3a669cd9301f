"""The plain rules of a support plan: which week it is, the way of each tier, when a review is late; its goals."""
