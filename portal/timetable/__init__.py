"""The timetable's rules: which sessions a day has, what is different, how many hours. They ask no database."""
