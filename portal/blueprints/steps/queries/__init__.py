"""The steps of a plan, what was said about them, and the timetable that they make."""
