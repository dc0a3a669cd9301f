"""The plain rules of a support plan: which week it is, the way of each tier, and when a review is late."""
