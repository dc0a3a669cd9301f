"""Part-time timetables as they stand, and everything that decides whether one may start."""
