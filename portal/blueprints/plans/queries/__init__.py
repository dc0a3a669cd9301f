"""What the pages of the plan are drawn from."""
