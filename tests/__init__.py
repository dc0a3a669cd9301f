"""Promises about people, kept by machines. One file a page in web/, one a journey in e2e/."""
