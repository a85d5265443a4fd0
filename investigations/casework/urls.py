"""Addresses of one case."""

from django.urls import path

from . import bulk_views, copies, files, finding_views, interest_views, owner_views, spot_check_views, tag_views, views

app_name = "casework"
urlpatterns = [
    path("claim-next/", owner_views.claim_next, name="claim_next"),
    path("spot-checks/open/", spot_check_views.spot_check, name="spot_check"),
    path("spot-checks/draw/", spot_check_views.draw, name="draw"),
    path("bulk/", bulk_views.choose, name="bulk"),
    path("bulk/apply/", bulk_views.apply, name="bulk_apply"),
    path("bulk/<int:pk>/", bulk_views.done, name="bulk_done"),
    path("bulk/<int:pk>/undo/", bulk_views.undo, name="bulk_undo"),
    path("pass-on/", owner_views.pass_on, name="pass_on"),
    path("<reference:reference>/", views.case, name="case"),
    path("<reference:reference>/claim/", views.claim, name="claim"),
    path("<reference:reference>/hand-over/", owner_views.hand_over, name="hand_over"),
    path("<reference:reference>/give-back/", owner_views.give_back, name="give_back"),
    path("<reference:reference>/priority/", owner_views.priority, name="priority"),
    path("<reference:reference>/conflict/", interest_views.declare, name="declare_conflict"),
    path("<reference:reference>/conflict/lift/", interest_views.lift, name="lift_conflict"),
    path("<reference:reference>/readers/", interest_views.readers, name="readers"),
    path("<reference:reference>/note/", views.note, name="note"),
    path("<reference:reference>/write/", views.write, name="write"),
    path("<reference:reference>/move/", views.move, name="move"),
    path("<reference:reference>/close/", views.close, name="close"),
    path("<reference:reference>/reopen/", views.reopen, name="reopen"),
    path("<reference:reference>/findings/<int:number>/", finding_views.finding, name="finding"),
    path("<reference:reference>/hold/", interest_views.hold, name="hold"),
    path("<reference:reference>/tags/", tag_views.tags, name="tags"),
    path("<reference:reference>/tags/remove/", tag_views.untag, name="untag"),
    path("<reference:reference>/links/", tag_views.link, name="link"),
    path("<reference:reference>/links/remove/", tag_views.unlink, name="unlink"),
    path("<reference:reference>/bundle/", files.bundle, name="bundle"),
    path("<reference:reference>/files/<int:number>/", files.open_file, name="open_file"),
    path("<reference:reference>/files/<int:number>/copy/", copies.copy, name="copy"),
    path("<reference:reference>/files/<int:number>/copy/open/", copies.open_copy, name="open_copy"),
]
