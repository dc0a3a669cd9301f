"""What knows Flask and no capability: requests, pages, errors, headers, words."""
