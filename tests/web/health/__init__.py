"""For whoever watches the machine."""
