"""Addresses: signing in and out, settings of the account, the example's outbox."""

from django.urls import path

from hedgerow.web.views.accounts import confirming, emails, example, settings, signing_in
from hedgerow.web.views.accounts.helped import help_code

urlpatterns = [
    path("account/sign-in/", signing_in.sign_in, name="account_login"),
    path("account/code/", signing_in.confirm_code, name="account_confirm_login_code"),
    path("account/new/", signing_in.sign_up, name="account_signup"),
    path("account/begin/", signing_in.begin, name="account_begin"),
    path("account/password/", signing_in.sign_in_with_password, name="account_password"),
    path("account/help-code/", help_code, name="account_help_code"),
    path("account/sign-out/", signing_in.sign_out, name="account_logout"),
    path("account/closed/", signing_in.closed, name="account_inactive"),
    path("account/confirm/", confirming.confirm, name="account_reauthenticate"),
    path("settings/", settings.hub, name="settings"),
    path("settings/emails/", emails.emails, name="emails"),
    path("settings/emails/code/", emails.email_code, name="email_code"),
    path("settings/emails/main/", emails.email_main, name="email_main"),
    path("settings/emails/remove/", emails.email_remove, name="email_remove"),
    path("settings/password/", settings.password, name="password"),
    path("settings/password/remove/", settings.password_remove, name="password_remove"),
    path("settings/devices/", settings.devices, name="devices"),
    path("settings/devices/everywhere/", settings.devices_end, name="devices_end"),
    path("settings/devices/<int:device_id>/", settings.device_end, name="device_end"),
    path("settings/appearance/", settings.appearance, name="appearance"),
    path("view-as/", example.view_as, name="view_as"),
    path("outbox/", example.outbox, name="outbox"),
    path("outbox/<int:mail_id>/", example.outbox_html, name="outbox_mail"),
]
