"""Pictures with a marker in every place where a camera or a program may write who made them."""

import io
import struct
import zlib

from PIL import ExifTags, Image, ImageCms, PngImagePlugin


def profile(marker):
    """A colour profile that is called by the marker."""
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    at = made.find("sRGB".encode("utf-16-be"))
    written = marker.encode("utf-16-be")
    made[at : at + len(written)] = written
    return bytes(made)


def exif(marks, prefix=""):
    tags = Image.Exif()
    tags[ExifTags.Base.Artist] = marks.hide(prefix + "EXIF artist")
    tags[ExifTags.Base.Copyright] = marks.hide(prefix + "EXIF copyright")
    tags[ExifTags.Base.HostComputer] = marks.hide(prefix + "EXIF computer")
    tags.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment] = marks.hide(prefix + "EXIF comment")
    tags.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.CameraOwnerName] = marks.hide(prefix + "EXIF owner")
    tags.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSProcessingMethod] = marks.hide(prefix + "EXIF position")
    return tags


def picture(size=(24, 16), mode="RGB"):
    """Red at the left and blue at the right: so that a test sees which side is up."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, *size))
    return image.convert(mode)


def segment(marker, content):
    return bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content


def jpeg(marks, prefix="", orientation=1, mode="RGB"):
    tags = exif(marks, prefix)
    tags[ExifTags.Base.Orientation] = orientation
    file = io.BytesIO()
    picture(mode=mode).save(
        file, "JPEG", exif=tags, comment=marks.hide(prefix + "comment").encode(), quality=90,
        icc_profile=profile(marks.hide(prefix + "ICC")),
    )  # fmt: skip
    content = file.getvalue()
    thumbnail = io.BytesIO()
    picture((8, 8)).save(thumbnail, "JPEG", comment=marks.hide(prefix + "thumbnail").encode())
    extra = b"".join(
        [
            segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>" + marks.hide(prefix + "XMP").encode() + b"</x>"),
            segment(0xED, b"Photoshop 3.0\x008BIM" + marks.hide(prefix + "IPTC").encode()),
            segment(0xEB, b"JP" + marks.hide(prefix + "C2PA").encode()),
            segment(0xE0, b"JFXX\0\x10" + thumbnail.getvalue()),
        ]
    )
    return content[:20] + extra + content[20:] + marks.hide(prefix + "after the end").encode()


def chunk(name, content):
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(marks, prefix="", mode="RGB"):
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", marks.hide(prefix + "tEXt"))
    notes.add_text("Comment", marks.hide(prefix + "zTXt"), zip=True)
    notes.add_itxt("XML:com.adobe.xmp", marks.hide(prefix + "iTXt"), zip=True)
    file = io.BytesIO()
    picture(mode=mode).save(
        file, "PNG", pnginfo=notes, exif=exif(marks, prefix), icc_profile=profile(marks.hide(prefix + "iCCP"))
    )
    content = file.getvalue()
    private = chunk(b"prVt", marks.hide(prefix + "private chunk").encode())
    return content[:-12] + private + content[-12:] + marks.hide(prefix + "after the end").encode()
