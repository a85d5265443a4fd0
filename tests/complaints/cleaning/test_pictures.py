"""Pictures look as before, the right way up."""

import io

import pytest
from PIL import ExifTags, Image

from complaints.cleaning.pictures import clean_jpeg, clean_png
from complaints.cleaning.refusing import CannotBeCleaned

from .laden_pictures import picture


def opened(content):
    return Image.open(io.BytesIO(content))


def saved(image, kind, **options):
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def is_near(pixel, colour):
    return all(abs(a - b) < 40 for a, b in zip(pixel, colour, strict=True))


RED, BLUE = (255, 0, 0), (0, 0, 255)


@pytest.mark.parametrize(("clean", "kind"), [(clean_jpeg, "JPEG"), (clean_png, "PNG")])
@pytest.mark.parametrize(
    ("orientation", "size", "first", "last"),
    [
        (1, (24, 16), RED, BLUE),
        (2, (24, 16), BLUE, RED),
        (3, (24, 16), BLUE, RED),
        (4, (24, 16), RED, BLUE),
        (5, (16, 24), RED, BLUE),
        (6, (16, 24), RED, BLUE),
        (7, (16, 24), BLUE, RED),
        (8, (16, 24), BLUE, RED),
    ],
)
def test_a_turned_picture_is_turned_before_its_notes_go(clean, kind, orientation, size, first, last):
    tags = Image.Exif()
    tags[ExifTags.Base.Orientation] = orientation
    copy = opened(clean(saved(picture(), kind, exif=tags)))
    assert copy.size == size
    assert is_near(copy.getpixel((0, 0)), first)
    assert is_near(copy.getpixel((size[0] - 1, size[1] - 1)), last)


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_jpeg_keeps_its_pixels(mode):
    original = saved(picture(mode=mode), "JPEG", comment=b"who", quality=70, progressive=mode == "L")
    copy = clean_jpeg(original)
    assert b"who" not in copy
    assert opened(copy).tobytes() == opened(original).tobytes()
    assert opened(copy).mode == mode


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L", "LA", "1", "I;16"])
def test_a_png_keeps_its_pixels(mode):
    image = picture().convert("L").convert("I").convert("I;16") if mode == "I;16" else picture(mode=mode)
    original = saved(image, "PNG")
    as_seen = "I" if mode == "I;16" else "RGBA"
    copy = opened(clean_png(original))
    assert copy.convert(as_seen).tobytes() == opened(original).convert(as_seen).tobytes()


def test_colours_under_what_is_transparent_go():
    image = Image.new("RGBA", (2, 1), (200, 100, 50, 0))
    image.putpixel((1, 0), (200, 100, 50, 1))
    copy = opened(clean_png(saved(image, "PNG")))
    assert [copy.getpixel((x, 0)) for x in (0, 1)] == [(0, 0, 0, 0), (200, 100, 50, 1)]


def test_of_pictures_behind_each_other_the_first_is_kept():
    behind = Image.new("RGB", (24, 16), "green")
    content = saved(picture(), "MPO", save_all=True, append_images=[behind])
    assert content.count(b"\xff\xd8\xff") == 2
    copy = clean_jpeg(content)
    assert copy.count(b"\xff\xd8\xff") == 1
    assert is_near(opened(copy).getpixel((0, 0)), RED)


def test_a_moving_picture_is_refused():
    moving = saved(picture(), "PNG", save_all=True, append_images=[Image.new("RGB", (24, 16), "green")])
    with pytest.raises(CannotBeCleaned, match="moves"):
        clean_png(moving)


def test_a_picture_of_another_kind_is_refused():
    with pytest.raises(CannotBeCleaned, match="broken"):
        clean_png(saved(picture(), "JPEG"))
