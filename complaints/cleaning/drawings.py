"""What Word and Excel files share: drawings, themes, and which vocabularies of XML come along."""

from collections.abc import Set

from .refusing import CannotBeCleaned
from .trees import XML, Element, each, local, remove, space, unwrap

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_VML = "urn:schemas-microsoft-com:vml"
_HAS_NAME = ("docPr", "cNvPr")
_FRAMES = ("drawing", "pict", "twoCellAnchor", "oneCellAnchor", "absoluteAnchor")
_LINKS = ("hlinkClick", "hlinkHover", "hlinkMouseOver", "extLst", "custDataLst")
_UNSEEN = {"descr", "title", "alt", "href", "macro", "textlink", "target", "spid"}
_YES = ("1", "true", "on")


def keep_spaces(root: Element, spaces: Set[str]) -> None:
    """Of the vocabularies, only these. Where there is a choice, the first of which all is known."""
    if space(root.tag) not in spaces:
        raise CannotBeCleaned("It is not as Word and Excel write it. Ask for a PDF of it.")
    for choice in each(root, f"{{{_MC}}}AlternateContent"):
        chosen = next((option for option in choice if _is_known(option, spaces)), None)
        for option in list(choice):
            if option is not chosen:
                remove(option)
            else:
                unwrap(option)
        unwrap(choice)
    for element in each(root):
        if space(element.tag) not in spaces:
            remove(element)
    for element in root.iter():
        for name in list(element.attrib):
            if space(name) and space(name) not in spaces | {XML}:
                del element.attrib[name]


def clean_drawings(root: Element) -> None:
    """Names, alternative texts and links of shapes go; what is hidden goes. Raises CannotBeCleaned for cut pictures."""
    for element in each(root):
        name = local(element.tag)
        if name in _LINKS and space(element.tag) != "":
            remove(element)
        elif name in _HAS_NAME:
            if element.get("hidden", "").lower() in _YES:
                _remove_frame(element)
            element.set("name", f"Shape {element.get('id', '')}".strip())
        elif _is_cut(element):
            raise CannotBeCleaned("A picture in it is cut, and the rest is still there. Ask for a PDF of it.")
    for element in root.iter():
        if space(element.tag) == _VML and not element.get("id", "_x0000_").startswith("_x0000_"):
            del element.attrib["id"]
        for key in _UNSEEN & set(element.attrib):
            del element.attrib[key]


def clean_theme(root: Element) -> None:
    """Colours and fonts. Their names may be those of a firm."""
    keep_spaces(root, {A})
    for element in each(root, *(f"{{{A}}}{name}" for name in ("objectDefaults", "extraClrSchemeLst", "custClrLst"))):
        remove(element)
    clean_drawings(root)
    for element in root.iter():
        if "name" in element.attrib:
            element.set("name", "Theme")


def _is_cut(element: Element) -> bool:
    if local(element.tag) == "srcRect":
        return any(value.strip("%") not in ("0", "") for value in element.attrib.values())
    return local(element.tag) == "imagedata" and any(key.startswith("crop") for key in element.attrib)


def _is_known(option: Element, spaces: Set[str]) -> bool:
    needed = option.get("Requires", "").split()
    return local(option.tag) == "Fallback" or all(option.nsmap.get(prefix) in spaces for prefix in needed)


def _remove_frame(element: Element) -> None:
    frame = next((above for above in element.iterancestors() if local(above.tag) in _FRAMES), None)
    if frame is None:
        raise CannotBeCleaned("It holds something hidden. Ask for a PDF of it.")
    remove(frame)
