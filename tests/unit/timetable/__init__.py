"""The timetable's rules."""
