"""Zips as their writers and others leave them, taken apart and put together."""

import io
import zipfile


def members_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(members, marks=None):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, (2026, 5, 1, 12, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            if marks and name.endswith("styles.xml"):
                info.comment = marks.hide("comment of a member").encode()
            archive.writestr(info, content)
        if marks:
            archive.comment = marks.hide("comment of the zip").encode()
    return file.getvalue()


def put(xml, before, *pieces):
    """The pieces before the first such words, which have to be there."""
    content = xml.decode()
    assert before in content, before
    return content.replace(before, "".join(pieces) + before, 1).encode()


def relate(members, part, *relations):
    """Adds relations: of (last words of the type, target, and more attributes)."""
    folder, _, name = part.rpartition("/")
    path = f"{folder}/_rels/{name}.rels".lstrip("/")
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    lines = [
        f'<Relationship Id="{number}" Type="{type_ if "://" in type_ else office + type_}" Target="{target}" {more}/>'
        for number, type_, target, more in relations
    ]
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    members[path] = put(members.get(path, empty), "</Relationships>", *lines)
