"""Tests of one thing at a time; no database can be reached from here."""
