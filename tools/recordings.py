"""Makes the recordings of `recordings.yml` with espeak-ng and lame. Run by hand when a phrase has changed."""

import subprocess
import sys
from pathlib import Path

import yaml

SCRIPT = Path(__file__).with_name("recordings.yml")
SOUNDS = Path(__file__).parent.parent / "portal" / "static" / "sound"
VOICES = {"en": "en-gb", "pl": "pl", "ar": "ar"}


def words_of(lines: list[dict[str, dict[str, str]]], language: str) -> str:
    """What is said in this language: one sentence a phrase."""
    said = (line.get("spoken", {}).get(language, line["written"][language]) for line in lines)
    return "\n\n".join(words.rstrip(".") + "." if words[-1] not in "?؟" else words for words in said)


def main() -> None:
    """Each recording in each language, as an MP3 that every phone plays: mono, 16 kbit/s."""
    SOUNDS.mkdir(exist_ok=True)
    for name, lines in yaml.safe_load(SCRIPT.read_text()).items():
        for language, voice in VOICES.items():
            sound = SOUNDS / f"{name}.{language}.mp3"
            words = words_of(lines, language).encode()
            speech = ["espeak-ng", "-v", voice, "-s", "140", "-g", "2", "--stdout"]
            spoken = subprocess.run(speech, input=words, stdout=subprocess.PIPE, check=True).stdout
            pressed = ["lame", "--quiet", "-m", "m", "-b", "16", "--resample", "16", "-", str(sound)]
            subprocess.run(pressed, input=spoken, check=True)
            sys.stdout.write(f"{sound.name}: {sound.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
