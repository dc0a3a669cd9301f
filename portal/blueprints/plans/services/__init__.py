"""What people do to a plan: write it, say something to it, arrange a review."""
