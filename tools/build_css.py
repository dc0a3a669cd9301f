"""Write the one style sheet to standard output and its weight to standard error."""

import gzip
import sys

import brotli  # type: ignore[import-untyped]

from portal.web.sheet import sheet

if __name__ == "__main__":
    built = sheet().encode()
    sys.stdout.write(built.decode())
    sys.stderr.write(f"{len(built)} bytes, {len(gzip.compress(built))} gzip, {len(brotli.compress(built))} Brotli\n")
