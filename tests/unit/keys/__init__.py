"""Codes and pictures, by themselves."""
