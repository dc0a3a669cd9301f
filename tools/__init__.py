"""What the make commands run; none of it is part of the portal."""
