"""What is wrong with a folder, and what is good to know about it."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that must be mended before anything is written, with a sentence that says how."""

    file: str
    line: int
    column: str
    value: str
    sentence: str

    def __str__(self) -> str:
        where = [self.file]
        if self.line:
            where.append(f"line {self.line}")
        if self.column:
            where.append(f"column {self.column}")
        if self.value:
            where.append(f"“{shown(self.value)}”")
        return f"{', '.join(where)}: {self.sentence}"


class BadFileError(ValueError):
    """A file that cannot be read at all; carries the line (0 for the whole file) and a sentence."""

    def __init__(self, sentence: str, line: int = 0) -> None:
        super().__init__(sentence)
        self.sentence, self.line = sentence, line


def shown(value: str, most: int = 60) -> str:
    """A value as it can be printed on one line: what cannot be seen is spelt out, what is long is cut."""
    cut = value[:most]
    printable = "".join(letter if letter.isprintable() else f"[U+{ord(letter):04X}]" for letter in cut)
    return f"{printable}…" if len(value) > most else printable
