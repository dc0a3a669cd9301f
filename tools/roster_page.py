"""Write docs/roster.md from the columns of the roster."""

from pathlib import Path

from portal.roster.describing import page

if __name__ == "__main__":
    file = Path(__file__).parent.parent / "docs" / "roster.md"
    file.write_text(page(), encoding="utf-8")
    print(f"Wrote {file.name}.")
