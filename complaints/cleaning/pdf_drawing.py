"""What a PDF page is drawn with: instructions, fonts, pictures. Each is kept to what it needs to be drawn."""

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, Stream

from .pictures import stripped_jpeg
from .refusing import CannotBeCleaned
from .vocabulary import names

# All that draw (ISO 32000-1, annex A). Those that mark content have labels and replacement texts, which nobody sees.
_DRAWS = names(
    "b B b* B* BT c cm CS cs d d0 d1 Do ET f F f* G g gs h i j J K k l m M n q Q re RG rg ri s S SC sc SCN scn sh "
    "T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \""
)
_RESOURCES = {"/Font", "/XObject", "/ColorSpace", "/ExtGState", "/Pattern", "/Shading"}
# Wherever they stand, they hold what is not drawn, or lead out of the drawing.
_NEVER = {
    "/Metadata", "/PieceInfo", "/LastModified", "/AF", "/OC", "/OPI", "/Alternates", "/StructParent", "/StructParents",
    "/Properties", "/Annots", "/AA", "/Thumb", "/Measure", "/PtData", "/Ref", "/PZ", "/Title", "/Author", "/Subject",
    "/Keywords", "/Creator", "/Producer", "/CreationDate", "/ModDate",
}  # fmt: skip
_OF_STREAM = {"/Length", "/Filter", "/DecodeParms"}
_OF_FORM = _OF_STREAM | {"/Type", "/Subtype", "/FormType", "/BBox", "/Matrix", "/Resources", "/Group"}
_OF_IMAGE = _OF_STREAM | {
    "/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Decode", "/ImageMask", "/Mask",
    "/SMask", "/Interpolate", "/Intent", "/Matte",
}  # fmt: skip
_FILTERS = {"/FlateDecode", "/ASCII85Decode", "/ASCIIHexDecode", "/RunLengthDecode", "/DCTDecode", "/CCITTFaxDecode"}
_DEVICES = {1: Name.DeviceGray, 3: Name.DeviceRGB, 4: Name.DeviceCMYK}
_DEFAULTS = {"/DefaultGray", "/DefaultRGB", "/DefaultCMYK"}
_DEEPEST = 60


class Cleaner:
    """Of the drawings of one file, in place. What several pages use is cleaned once. Raises CannotBeCleaned."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._done: set[tuple[int, int]] = set()

    def page(self, page: Page) -> None:
        page.contents_coalesce()
        contents = page.obj.get("/Contents")
        if isinstance(contents, Stream):
            page.obj.Contents = self._pdf.make_stream(_redrawn(contents))
        elif contents is not None:
            del page.obj.Contents
        if "/Resources" in page.obj:
            self._resources(page.obj.Resources, 0)
        if "/Group" in page.obj:
            self._thing(page.obj.Group, 0)

    def _resources(self, resources: Object, depth: int) -> None:
        if not isinstance(resources, Dictionary):
            raise CannotBeCleaned("It is broken: a page cannot be drawn.")
        if self._is_done(resources):
            return
        _keep(resources, _RESOURCES)
        for category in list(resources.keys()):
            named = resources[category]
            if not isinstance(named, Dictionary):
                raise CannotBeCleaned("It is broken: a page cannot be drawn.")
            for name in _DEFAULTS & set(named.keys()):
                del named[name]
            self._values(named, depth)

    def _values(self, of: Object, depth: int) -> None:
        for key in list(of.keys()) if not isinstance(of, Array) else range(len(of)):
            device = _device(of[key])
            if device is not None:
                of[key] = device
            else:
                self._thing(of[key], depth + 1)

    def _thing(self, thing: Object, depth: int) -> None:
        """Anything that is used in drawing: fonts, patterns, shadings, colours, pictures, drawings in drawings."""
        if depth > _DEEPEST:
            raise CannotBeCleaned("It is too deeply nested.")
        if not isinstance(thing, Dictionary | Array | Stream) or self._is_done(thing):
            return
        if isinstance(thing, Stream):
            _clean_stream(thing)
        if not isinstance(thing, Array):
            _keep(thing, set(thing.keys()) - _NEVER)
            if "/Resources" in thing:
                self._resources(thing.Resources, depth + 1)
            if "/CharProcs" in thing:
                self._glyphs(thing.CharProcs)
        self._values(thing, depth)

    def _glyphs(self, glyphs: Object) -> None:
        """Of a font that is drawn by instructions."""
        for name in list(glyphs.keys()):
            glyph = glyphs[name]
            if isinstance(glyph, Stream) and not self._is_done(glyph):
                _check_filters(glyph)
                _keep(glyph, _OF_STREAM)
                glyph.write(_redrawn(glyph))

    def _is_done(self, thing: Object) -> bool:
        if not thing.is_indirect:
            return False
        if thing.objgen in self._done:
            return True
        self._done.add(thing.objgen)
        return False


def _clean_stream(stream: Stream) -> None:
    filters = _check_filters(stream)
    kind = stream.get("/Subtype")
    if kind == Name.Image:
        _keep(stream, _OF_IMAGE)
        if "/DCTDecode" in filters:
            if len(filters) > 1:
                raise CannotBeCleaned("A picture in it is packed twice. Ask for a printout as a PDF.")
            parameters = stream.get("/DecodeParms")
            parameters = parameters if isinstance(parameters, Dictionary) else None
            stream.write(stripped_jpeg(stream.read_raw_bytes()), filter=Name.DCTDecode, decode_parms=parameters)
    elif kind == Name.Form:
        _keep(stream, _OF_FORM)
        stream.write(_redrawn(stream))
    elif stream.get("/PatternType") == 1:
        stream.write(_redrawn(stream))
    elif kind == Name.PS or "/EF" in stream or stream.get("/Type") in (Name.EmbeddedFile, Name.Metadata):
        raise CannotBeCleaned("It is drawn with something that we do not know.")


def _redrawn(stream: Stream) -> bytes:
    """Its instructions, without those that do not draw, without comments."""
    return pikepdf.unparse_content_stream([each for each in pikepdf.parse_content_stream(stream) if _draws(each)])


def _draws(instruction: pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage) -> bool:
    return isinstance(instruction, pikepdf.ContentStreamInlineImage) or str(instruction.operator) in _DRAWS


def _check_filters(stream: Stream) -> list[str]:
    packing = stream.get("/Filter")
    filters = [] if packing is None else [str(name) for name in (packing if isinstance(packing, Array) else [packing])]
    if not set(filters) <= _FILTERS or len(filters) > 2:
        raise CannotBeCleaned("Part of it is packed in a way that we do not open, such as JPEG 2000 or JBIG2.")
    return filters


def _device(colours: Object) -> Name | None:
    """The plain colours instead of those that a profile describes: it names the screen or scanner."""
    if not isinstance(colours, Array) or len(colours) != 2 or colours[0] != Name.ICCBased:
        return None
    device = _DEVICES.get(int(colours[1].get("/N", 0)))
    if device is None:
        raise CannotBeCleaned("It is broken: its colours are not described.")
    return device


def _keep(thing: Object, keys: set[str]) -> None:
    for key in set(thing.keys()) - keys:
        del thing[key]
