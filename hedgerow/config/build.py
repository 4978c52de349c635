"""`python -m hedgerow.config.build`: puts compressed copies beside the built files, after esbuild has made them."""

from pathlib import Path

from servestatic.compress import Compressor

BUILD = Path(__file__).resolve().parent.parent / "web" / "static" / "build"


def compress(folder: Path) -> int:
    """Put a Brotli and a gzip file beside each file that gets smaller by it; answers how many were made."""
    compressor = Compressor(quiet=True)
    made = 0
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith(".") and compressor.should_compress(path.name):
            made += len(compressor.compress(path))
    return made


if __name__ == "__main__":
    compress(BUILD)
