"""What signing in, staying in and leaving change, one subject a module. Nothing here knows the web."""
