"""The table of all doors: what each viewer gets by GET, written by hand for things of a confidential community.

Columns: nobody (signed out), otto (an outsider), sue (suspended there), ann (a member), fay (its facilitator).
200 shown, 302 or 303 to sign in or to the right page, 301 the right address, 503 no worker runs in tests, 403 a sentence, 404 the missing page, 405 only by POST.
{c} the community, {d} a discussion of Max's in it, {r} a reply of Max's to it, {room} its room (Fay and Max), {p} Max,
{f} a document in it, {a} a file under the discussion. What an outsider may not know must be 404 in the first three columns.
"""

DOORS = """
health_live          /health/live                          200 200 200 200 200
health_ready         /health/ready                         503 503 503 503 503
home                 /                                     200 200 200 200 200
components           /components/                          404 404 404 404 404
help_index           /help/                                200 200 200 200 200
help                 /help/privacy/                        200 200 200 200 200
communities          /communities/                         200 200 200 200 200
community_new        /communities/new/                     302 200 200 200 200
search               /search/?q=quiet                      200 200 200 200 200
community            /c/{c}/quiet-copse/                   404 404 404 200 200
community_short      /c/{c}/                               404 404 404 301 301
community_begin      /c/{c}/quiet-copse/begin/             404 404 404 403 200
community_join       /c/{c}/quiet-copse/join/              302 404 404 303 303
community_withdraw   /c/{c}/quiet-copse/withdraw/          302 405 405 405 405
community_leave      /c/{c}/quiet-copse/leave/             302 405 405 405 405
community_undo_leave /c/{c}/quiet-copse/undo-leave/        302 405 405 405 405
community_part       /c/{c}/quiet-copse/part/              302 405 405 405 405
community_follow     /c/{c}/quiet-copse/follow/            302 405 405 405 405
discussions          /c/{c}/quiet-copse/discussions/       404 404 404 200 200
rooms                /c/{c}/quiet-copse/rooms/             302 404 404 200 200
room                 /c/{c}/quiet-copse/rooms/{room}/      404 404 404 404 200
room_add             /c/{c}/quiet-copse/new-room/          302 404 404 403 200
room_edit            /c/{c}/quiet-copse/rooms/{room}/edit/   302 404 404 404 200
room_people          /c/{c}/quiet-copse/rooms/{room}/people/ 302 404 404 404 200
room_leave           /c/{c}/quiet-copse/rooms/{room}/leave/  405 405 405 405 405
room_person_remove   /c/{c}/quiet-copse/rooms/{room}/people/{p}/remove/ 405 405 405 405 405
room_person_care     /c/{c}/quiet-copse/rooms/{room}/people/{p}/care/   405 405 405 405 405
community_people     /c/{c}/quiet-copse/people/            302 404 404 200 200
member_part          /c/{c}/quiet-copse/people/{p}/part/      405 405 405 405 405
member_hand_over     /c/{c}/quiet-copse/people/{p}/hand-over/ 302 404 404 403 200
member_suspend       /c/{c}/quiet-copse/people/{p}/suspend/   302 404 404 403 200
member_let_back      /c/{c}/quiet-copse/people/{p}/let-back/  405 405 405 405 405
member_remove        /c/{c}/quiet-copse/people/{p}/remove/    405 405 405 405 405
member_restore       /c/{c}/quiet-copse/people/{p}/restore/   405 405 405 405 405
facilitate           /c/{c}/quiet-copse/look-after/        302 404 404 403 200
facilitate_invite    /c/{c}/quiet-copse/invite/            302 404 404 403 200
facilitate_approve   /c/{c}/quiet-copse/look-after/approve/{p}/ 405 405 405 405 405
facilitate_decline   /c/{c}/quiet-copse/look-after/decline/{p}/ 405 405 405 405 405
facilitate_revoke    /c/{c}/quiet-copse/look-after/revoke/1/    405 405 405 405 405
facilitate_join_code /c/{c}/quiet-copse/look-after/join-code/   405 405 405 405 405
facilitate_switch    /c/{c}/quiet-copse/look-after/switch/code/ 405 405 405 405 405
facilitate_link      /c/{c}/quiet-copse/look-after/link/        405 405 405 405 405
facilitate_link_revoke /c/{c}/quiet-copse/look-after/link/1/end/ 405 405 405 405 405
community_quiet      /c/{c}/quiet-copse/quiet/             302 404 404 403 200
room_quiet           /c/{c}/quiet-copse/rooms/{room}/quiet/ 302 404 404 404 200
community_edit       /c/{c}/quiet-copse/edit/              302 404 404 403 200
community_access     /c/{c}/quiet-copse/access/            302 404 404 403 200
community_seal       /c/{c}/quiet-copse/seal/              302 404 404 403 200
community_archive    /c/{c}/quiet-copse/archive/           302 404 404 403 200
invitation           /invitation/nonsense/                 404 404 404 404 404
guest_invitation     /guest/nonsense/                      404 404 404 404 404
guest_code           /guest/nonsense/code/                 404 404 404 404 404
guest_begin          /guest/nonsense/begin/                404 404 404 404 404
item_guests          /d/{d}/guests/                        302 404 404 403 200
room_guests          /c/{c}/quiet-copse/rooms/{room}/guests/ 302 404 404 404 200
facilitate_guests    /c/{c}/quiet-copse/look-after/guests/ 302 404 404 403 200
guest_withdraw       /guests/zzzzzzzz/withdraw/            405 405 405 405 405
guest_leave          /guests/zzzzzzzz/leave/               405 405 405 405 405
guest_statement      /guests/zzzzzzzz/statement/           302 404 404 404 404
guest_statement_text /guests/zzzzzzzz/statement/text/      302 404 404 404 404
join_code            /join/                                200 200 200 200 200
join_link            /join/nonsense/                       404 404 404 404 404
person               /people/{p}/max-sian/                 302 404 404 200 200
person_short         /people/{p}/                          302 404 404 301 301
person_photo         /people/{p}/photo/                    404 404 404 404 404
item                 /d/{d}/a-discussion/                  404 404 404 200 200
item_short           /d/{d}/                               404 404 404 301 301
item_newer           /d/{d}/newer/                         404 404 404 200 200
item_edit            /d/{d}/edit/                          302 404 404 403 403
item_history         /d/{d}/history/                       404 404 404 200 200
item_quiet           /d/{d}/quiet/                         302 404 404 403 403
item_move            /d/{d}/move/                          302 404 404 403 200
item_remove          /d/{d}/remove/                        405 405 405 405 405
item_restore         /d/{d}/restore/                       405 405 405 405 405
item_react           /d/{d}/react/helpful/                 405 405 405 405 405
item_follow          /d/{d}/follow/                        405 405 405 405 405
item_pin             /d/{d}/pin/                           405 405 405 405 405
item_close           /d/{d}/close/                         405 405 405 405 405
reply_add            /d/{d}/reply/                         302 404 404 302 302
reply_edit           /r/{r}/edit/                          302 404 404 403 403
reply_quiet          /r/{r}/quiet/                         302 404 404 403 403
reply_history        /r/{r}/history/                       404 404 404 200 200
reply_remove         /r/{r}/remove/                        405 405 405 405 405
reply_restore        /r/{r}/restore/                       405 405 405 405 405
reply_react          /r/{r}/react/helpful/                 405 405 405 405 405
answer_choose        /r/{r}/choose/                        405 405 405 405 405
answer_clear         /r/{r}/unchoose/                      405 405 405 405 405
post                 /post/?c={c}                          302 200 200 200 200
quiet                /quiet/                               302 200 200 200 200
preview              /preview/                             405 405 405 405 405
mentions             /mentions/?item={d}                   302 404 404 200 200
drafts               /drafts/                              302 200 200 200 200
draft_save           /drafts/save/                         405 405 405 405 405
draft_discard        /drafts/zzzzzzzz/discard/             405 405 405 405 405
draft_restore        /drafts/zzzzzzzz/restore/             405 405 405 405 405
following            /following/                           302 200 200 200 200
removed              /removed/                             302 200 200 200 200
upload               /upload/                              405 405 405 405 405
attachment           /file/{a}/                            404 404 404 200 200
attachment_picture   /file/{a}/picture/                    404 404 404 404 404
documents            /c/{c}/quiet-copse/documents/         404 404 404 200 200
documents_add        /c/{c}/quiet-copse/documents/add/     405 405 405 405 405
folder_new           /c/{c}/quiet-copse/documents/folders/new/    302 404 404 403 200
folder_edit          /c/{c}/quiet-copse/documents/folders/edit/   302 404 404 404 404
folder_remove        /c/{c}/quiet-copse/documents/folders/remove/ 302 404 404 404 404
upload_answer        /uploads/zzzzzzzz/answer/             405 405 405 405 405
document             /f/{f}/programme/                     404 404 404 200 200
document_short       /f/{f}/                               404 404 404 301 301
document_version     /f/{f}/version/                       302 404 404 200 200
document_restore     /f/{f}/versions/restore/              405 405 405 405 405
document_rename      /f/{f}/rename/                        302 404 404 403 200
document_move        /f/{f}/move/                          302 404 404 403 200
document_file        /f/{f}/programme/file/                404 404 404 200 200
document_picture     /f/{f}/programme/picture/             404 404 404 404 404
account_login        /account/sign-in/                     200 302 302 302 302
account_confirm_login_code /account/code/                  302 302 302 302 302
account_signup       /account/new/                         302 302 302 302 302
account_begin        /account/begin/                       302 200 200 200 200
account_password     /account/password/                    200 302 302 302 302
account_logout       /account/sign-out/                    200 200 200 200 200
account_inactive     /account/closed/                      200 200 200 200 200
account_reauthenticate /account/confirm/                   302 200 200 200 200
settings             /settings/                            302 200 200 200 200
emails               /settings/emails/                     302 200 200 200 200
email_code           /settings/emails/code/                302 302 302 302 302
email_main           /settings/emails/main/                405 405 405 405 405
email_remove         /settings/emails/remove/              405 405 405 405 405
password             /settings/password/                   302 303 303 303 303
password_remove      /settings/password/remove/            405 405 405 405 405
devices              /settings/devices/                    302 200 200 200 200
devices_end          /settings/devices/everywhere/         405 405 405 405 405
device_end           /settings/devices/1/                  405 405 405 405 405
appearance           /settings/appearance/                 302 200 200 200 200
profile_edit         /settings/profile/                    302 200 200 200 200
photo_change         /settings/profile/photo/              405 405 405 405 405
photo_remove         /settings/profile/photo/remove/       405 405 405 405 405
close_account        /settings/close-account/              302 303 303 303 303
keep_account         /settings/close-account/keep/         405 405 405 405 405
view_as              /view-as/                             404 404 404 404 404
outbox               /outbox/                              404 404 404 404 404
outbox_mail          /outbox/1/                            404 404 404 404 404
setup                /setup/                               302 302 302 302 302
setup_step           /setup/1/                             302 302 302 302 302
setup_done           /setup/done/                          302 302 302 302 302
"""
COLUMNS = ("nobody", "otto", "sue", "ann", "fay")


def doors() -> list[tuple[str, str, dict[str, int]]]:
    """(name, path, who -> status) of each line."""
    found = []
    for line in DOORS.strip().splitlines():
        name, path, *statuses = line.split()
        found.append((name, path, dict(zip(COLUMNS, map(int, statuses), strict=True))))
    return found
