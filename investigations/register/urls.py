"""Addresses of the public register."""

from django.urls import path, register_converter

from investigations.models.register import PUBLIC_ID

from . import data_views, learning_views, views


class PublicIdConverter:
    """The number of an entry, as it is printed."""

    regex = PUBLIC_ID

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class TypedIdConverter(PublicIdConverter):
    """The same as somebody may type it."""

    regex = r"[A-Za-z0-9]{4}[ -]?[A-Za-z0-9]{4}"


class CodeConverter(PublicIdConverter):
    """The code of an authority."""

    regex = r"[^/\x00]{1,60}"


class ThemeConverter(PublicIdConverter):
    """Subject and sub-issue."""

    regex = r"[a-z_]{1,40}\.[a-z_]{1,40}"


class YearConverter:
    regex = "20[0-9]{2}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(PublicIdConverter, "public_id")
register_converter(TypedIdConverter, "typed_id")
register_converter(CodeConverter, "code")
register_converter(ThemeConverter, "theme")
register_converter(YearConverter, "year")

app_name = "register"
urlpatterns = [
    path("register/", views.entries, name="list"),
    path("register/feed/", views.feed, name="feed"),
    path("register/feed/<code:code>/", views.feed, name="authority_feed"),
    path("register/<public_id:public_id>/", views.entry, name="entry"),
    path("register/learning/", learning_views.packs, name="packs"),
    path("register/learning/<theme:slug>/", learning_views.pack, name="pack"),
    path("register/learning/<theme:slug>.pdf", learning_views.pack_pdf, name="pack_pdf"),
    path("register/<typed_id:number>/", views.written_otherwise, name="written_otherwise"),
    path("data/", data_views.data, name="data"),
    path("data/published-cases.csv", data_views.official, name="official_csv"),
    path("data/cases.csv", data_views.cases_csv, name="cases_csv"),
    path("data/cases.json", data_views.cases_json, name="cases_json"),
    path("data/datapackage.json", data_views.datapackage, name="datapackage"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("sitemap-<year:year>.xml", views.sitemap_of, name="sitemap_of"),
    path("robots.txt", views.robots, name="robots"),
]
