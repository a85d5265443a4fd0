"""Addresses of letters."""

from django.urls import path

from . import officer_views, template_views, views

app_name = "letters"
urlpatterns = [
    path("letters/templates/", template_views.templates, name="templates"),
    path("letters/templates/new/", template_views.new_template, name="new_template"),
    path("letters/templates/<slug:key>/", template_views.template, name="template"),
    path("cases/<reference:reference>/letters/", views.letters, name="letters"),
    path("cases/<reference:reference>/letters/new/", views.begin, name="begin"),
    path("cases/<reference:reference>/letters/<int:pk>/", views.letter, name="letter"),
    path("cases/<reference:reference>/letters/<int:pk>/preview/", views.preview, name="preview"),
    path("cases/<reference:reference>/letters/<int:pk>/ask/", views.ask, name="ask"),
    path("cases/<reference:reference>/letters/<int:pk>/send-back/", views.send_back, name="send_back"),
    path("cases/<reference:reference>/letters/<int:pk>/throw-away/", views.throw_away, name="throw_away"),
    path("cases/<reference:reference>/letters/<int:pk>/take-back/", views.take_back, name="take_back"),
    path("cases/<reference:reference>/letters/<int:pk>/again/", views.write_again, name="write_again"),
    path("cases/<reference:reference>/letters/<int:pk>/pdf/", views.as_pdf, name="pdf"),
    path("cases/<reference:reference>/letters/<int:pk>/mail/", views.as_mail, name="mail"),
    path("cases/<reference:reference>/officers/", officer_views.let_in, name="let_in"),
    path("cases/<reference:reference>/officers/<int:pk>/new-code/", officer_views.issue_anew, name="issue_anew"),
    path("cases/<reference:reference>/officers/<int:pk>/shut/", officer_views.shut_out, name="shut_out"),
]
