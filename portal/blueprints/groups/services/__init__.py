"""What is kept when somebody asks, leaves, invites, keeps two people apart or sets a group up."""
