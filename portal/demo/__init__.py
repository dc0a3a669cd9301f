"""The demo as an installation of its own: its folder, its keys, the people of Orchard Row, and who looks after it."""
