"""How much of an input is taken: what is larger, or blows up when it is opened, is refused with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from onrecord.shapes.errors import ReadError

MAX_PAGE = 50_000_000  # bytes: no report is larger; what is, is a dump or a bomb
MAX_RATIO, RATIO_FROM = 200, 1_000_000  # text packs 3 to 10 times; only made-up data packs 200 times over a megabyte
MAX_MEMBERS = 100_000  # files in one archive: more are better read from a folder
MAX_DEPTH = 2  # archives inside one another
_STEP = 1 << 20
KEPT = 5_000_000  # bytes of a refused input that its Failure carries


@dataclass(slots=True)
class Meter:
    """What one input grew to, over all that is packed in it, however deep: a small bomb of bombs stops here.

    `came` counts the bytes of the input itself, None where nobody counts; `went` those that came out of packings.
    """

    came: int | None = None
    went: int = 0

    def open(self, count: int) -> None:
        """`count` bytes came out of a packing. Raises ReadError when the input has blown up."""
        self.went += count
        if self.came is not None and blown(self.went, self.came):
            raise ReadError(f"it opens to more than {MAX_RATIO} times its size: no text packs that well")


def whole(stream: BinaryIO) -> bytes:
    """All that is left of `stream`. Raises ReadError, and holds no more than that, when it is more than one report."""
    parts: list[bytes] = []
    size = 0
    while part := stream.read(_STEP):
        size += len(part)
        if size > MAX_PAGE:
            raise ReadError(too_large())
        parts.append(part)
    return b"".join(parts)


def blown(went: int, came: int) -> bool:
    """True when so many bytes cannot be text that was packed into so few."""
    return went > RATIO_FROM and went > MAX_RATIO * came


def too_large(size: int | None = None) -> str:
    """The refusal of a page or text of `size` bytes, None where only the limit is known to be passed."""
    much = f"more than {MAX_PAGE // 1_000_000} MB" if size is None else f"{size / 1e6:.0f} MB"
    return f"too large for one report ({much}; the limit is {MAX_PAGE // 1_000_000} MB): split it into its reports"


def reason(error: BaseException) -> str:
    """What an error of the system or a library says, in one line."""
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return " ".join(str(said).split())[:200]
