"""Addresses: writing."""

from django.urls import path

from hedgerow.web.views.write import deeds, drafts, editing, lists, posting, quiet, reading, replying

urlpatterns = [
    path("post/", posting.post, name="post"),
    path("preview/", drafts.preview, name="preview"),
    path("hints/", drafts.hints, name="hints"),
    path("mentions/", drafts.mentions, name="mentions"),
    path("drafts/", drafts.drafts, name="drafts"),
    path("drafts/save/", drafts.save, name="draft_save"),
    path("drafts/<code>/discard/", drafts.discard, name="draft_discard"),
    path("drafts/<code>/restore/", drafts.restore, name="draft_restore"),
    path("quiet/", quiet.mine, name="quiet"),
    path("d/<code>/quiet/", quiet.look_at_item, name="item_quiet"),
    path("r/<code>/quiet/", quiet.look_at_reply, name="reply_quiet"),
    path("read/", reading.read_all, name="read_all"),
    path("read/undo/", reading.unread_all, name="unread_all"),
    path("following/", lists.following, name="following"),
    path("removed/", lists.removed, name="removed"),
    path("d/<code>/reply/", replying.add, name="reply_add"),
    path("d/<code>/edit/", editing.edit, name="item_edit"),
    path("d/<code>/history/", editing.history, name="item_history"),
    path("d/<code>/remove/", deeds.remove, name="item_remove"),
    path("d/<code>/restore/", deeds.restore, name="item_restore"),
    path("d/<code>/react/<kind>/", deeds.react, name="item_react"),
    path("d/<code>/follow/", deeds.follow, name="item_follow"),
    path("d/<code>/pin/", deeds.pin, name="item_pin"),
    path("d/<code>/close/", deeds.close, name="item_close"),
    path("d/<code>/move/", deeds.move, name="item_move"),
    path("r/<code>/edit/", editing.edit_one_reply, name="reply_edit"),
    path("r/<code>/history/", editing.reply_history, name="reply_history"),
    path("r/<code>/remove/", deeds.remove_reply, name="reply_remove"),
    path("r/<code>/restore/", deeds.restore_reply, name="reply_restore"),
    path("r/<code>/react/<kind>/", deeds.react_to_reply, name="reply_react"),
    path("r/<code>/choose/", deeds.choose, name="answer_choose"),
    path("r/<code>/unchoose/", deeds.clear, name="answer_clear"),
]
