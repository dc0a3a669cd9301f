"""Writing a part-time timetable, starting it, ending it sooner, and saying something about it."""
