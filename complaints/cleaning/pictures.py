"""Pictures: what they show, and nothing else. A JPEG keeps its pixels as they are, unless it has to be turned."""

import io
from collections.abc import Iterator

from PIL import Image, ImageOps

from .refusing import CannotBeCleaned

# An area of 40 million pixels; what the newest telephones take by themselves has 24.
_MOST_PIXELS = 40_000_000
_ORIENTATION = 0x0112
_SOI, _EOI, _SOS, _APP14 = 0xD8, 0xD9, 0xDA, 0xEE
# The segments that the pixels need: frames, tables, restarts. Notes, thumbnails, profiles and comments are in others.
_NEEDED = {*range(0xC0, 0xD0), 0xDB, 0xDD} - {0xC8}
_BROKEN = "It is broken: the picture cannot be read."


def clean_jpeg(content: bytes) -> bytes:
    """Raises CannotBeCleaned."""
    # The check of all pixels comes first: what is stripped is a whole picture.
    image = _opened(content, "JPEG")
    if image.getexif().get(_ORIENTATION, 1) == 1:
        return stripped_jpeg(content)
    turned = ImageOps.exif_transpose(image)
    return stripped_jpeg(_saved(turned, "JPEG", quality=95, subsampling=0))


def clean_png(content: bytes) -> bytes:
    """Raises CannotBeCleaned."""
    image = ImageOps.exif_transpose(_opened(content, "PNG"))
    if image.mode in ("P", "PA", "LA", "RGBA") or "transparency" in image.info:
        image = _without_unseen(image.convert("RGBA"))
    return _saved(image, "PNG", compress_level=6)


def stripped_jpeg(content: bytes) -> bytes:
    """The picture with those segments that its pixels need, and nothing after its end. Raises CannotBeCleaned."""
    kept = b"".join(_needed_segments(content))
    return b"\xff\xd8" + kept + b"\xff\xd9"


def _needed_segments(content: bytes) -> Iterator[bytes]:
    if content[:2] != b"\xff\xd8":
        raise CannotBeCleaned(_BROKEN)
    place = 2
    while True:
        # 0xFF may be repeated before a marker, to fill.
        while content[place : place + 2] == b"\xff\xff":
            place += 1
        if place + 2 > len(content) or content[place] != 0xFF:
            raise CannotBeCleaned(_BROKEN)
        marker = content[place + 1]
        if marker == _EOI:
            return
        end = place + 2 + int.from_bytes(content[place + 2 : place + 4], "big")
        if end < place + 4 or end > len(content):
            raise CannotBeCleaned(_BROKEN)
        if marker == _SOS:
            end = _end_of_scan(content, end)
        if marker in _NEEDED or marker == _SOS:
            yield content[place:end]
        elif marker == _APP14 and content[place + 4 : place + 9] == b"Adobe" and end >= place + 16:
            # Says how colours are stored: twelve bytes, and room for more.
            yield b"\xff\xee\x00\x0e" + content[place + 4 : place + 16]
        place = end


def _end_of_scan(content: bytes, place: int) -> int:
    """Where the next marker is that is neither a stuffed 0xFF nor a restart."""
    while (place := content.find(b"\xff", place)) >= 0 and place + 1 < len(content):
        following = content[place + 1]
        if following != 0 and not 0xD0 <= following <= 0xD7 and following != 0xFF:
            return place
        place += 1 if following == 0xFF else 2
    raise CannotBeCleaned(_BROKEN)


def _opened(content: bytes, kind: str) -> Image.Image:
    """The picture with all its pixels read. Of a JPEG with pictures behind it, the first."""
    try:
        image = Image.open(io.BytesIO(content), formats=[kind])
        if image.width * image.height > _MOST_PIXELS:
            raise Image.DecompressionBombError
        if kind == "PNG" and getattr(image, "is_animated", False):
            raise CannotBeCleaned("The picture moves. Ask for one that does not.")
        image.load()
    except CannotBeCleaned:
        raise
    except Image.DecompressionBombError as error:
        raise CannotBeCleaned("The picture has more than 40 million pixels. Ask for a smaller one.") from error
    except Exception as error:  # Pillow's many readers raise whatever a broken file makes them stumble over
        raise CannotBeCleaned(_BROKEN) from error
    return image


def _without_unseen(image: Image.Image) -> Image.Image:
    """Pixels that are wholly transparent still have colours: those go."""
    seen = image.getchannel("A").point(lambda alpha: 255 if alpha else 0)
    blank = Image.new("RGBA", image.size)
    blank.paste(image, mask=seen)
    return blank


def _saved(image: Image.Image, kind: str, **options: int) -> bytes:
    file = io.BytesIO()
    bare = image.copy()
    bare.info = {}
    bare.save(file, kind, exif=b"", icc_profile=None, **options)
    return file.getvalue()
