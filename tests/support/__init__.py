"""What tests stand on: databases, a browser without a browser, a portal that really runs."""
