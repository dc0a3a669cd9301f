"""What people do to a plan: say something to it, keep it for later, write it, begin a short break."""
