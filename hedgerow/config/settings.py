"""Django's settings: every value comes from the environment through `env`, with a default that just runs."""

import sys
from pathlib import Path
from urllib.parse import urlparse

from hedgerow.config import env

PACKAGE = Path(__file__).resolve().parent.parent
DATA = Path(
    env.text(
        "HEDGEROW_DATA",
        str(PACKAGE.parent / "var"),
        "The folder for the database, the files and the secret key.",
    )
).resolve()
TESTING = "pytest" in sys.modules

DEBUG = env.flag(
    "HEDGEROW_DEBUG", False, "Show error details and the page of components. For development only."
)
EXAMPLE = env.flag(
    "HEDGEROW_EXAMPLE",
    False,
    "This database holds the living example: personas may be viewed as, over loopback only.",
)
SECRET_KEY_FILE = DATA / "secret-key"
SECRET_KEY = env.secret(
    "HEDGEROW_SECRET_KEY",
    SECRET_KEY_FILE,
    "Signs cookies and links. Made and kept in the data folder when not given.",
)

SITE_URL = env.address(
    "HEDGEROW_URL",
    "http://localhost:8000",
    "The address people type, for links in mail. `serve --port` changes the default.",
)
SECURE = SITE_URL.startswith("https://")
ALLOWED_HOSTS = env.words(
    "HEDGEROW_HOSTS",
    ["localhost", "127.0.0.1", "[::1]", str(urlparse(SITE_URL).hostname)],
    "Host names that this place answers to.",
)
CSRF_TRUSTED_ORIGINS = [SITE_URL]

DATABASES = {
    "default": env.database(
        env.text(
            "DATABASE_URL",
            f"sqlite:///{DATA / 'hedgerow.sqlite3'}",
            "The database: sqlite:///path or postgres://…",
        )
    )
}
DATABASES["default"]["CONN_MAX_AGE"] = None
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # Acknowledged means durable: synchronous=FULL. IMMEDIATE: two writers wait instead of failing half-way.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA mmap_size=268435456;"
            "PRAGMA cache_size=-32768;PRAGMA temp_store=MEMORY;"
        ),
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

FILES = Path(env.text("HEDGEROW_FILES", str(DATA / "files"), "The folder for uploaded files."))
MAX_FILE_MB = env.number(
    "HEDGEROW_MAX_FILE_MB", 200, "The largest file that may be uploaded, in megabytes.", least=1
)
KEEP_PAGES_MB = env.number(
    "HEDGEROW_KEEP_PAGES_MB",
    64,
    "Memory of each process for pages that are drawn once for all who see them alike, in megabytes; 0 keeps none.",
    least=0,
)
# How much one person may do: far more than people do, far less than programs would.
MOST_PER_PERSON = {
    "items": env.number(
        "HEDGEROW_MOST_ITEMS", 60, "Discussions and questions that one person may start in an hour.", least=1
    ),
    "replies": env.number(
        "HEDGEROW_MOST_REPLIES", 200, "Replies that one person may write in an hour.", least=1
    ),
    "files": env.number("HEDGEROW_MOST_FILES", 1000, "Files that one person may upload in an hour.", least=1),
    "invitations": env.number(
        "HEDGEROW_MOST_INVITATIONS", 300, "Invitations that one person may send in a day.", least=1
    ),
    "requests": env.number(
        "HEDGEROW_MOST_REQUESTS", 40, "Times that one person may ask to join communities in a day.", least=1
    ),
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 100
FILE_UPLOAD_TEMP_DIR = None
PACK = env.text(
    "HEDGEROW_PACK",
    "general_practice_uk",
    "The profession pack: general_practice_uk or generic_professional.",
)

CACHE_URL = env.text(
    "CACHE_URL",
    "",
    "A Valkey or Redis address for rate limits shared by several machines. Without it the database keeps them.",
)
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL}
    if CACHE_URL
    else {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "base_cache",
        # SECURITY: counts of tries must not be pushed out by making many of them.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

INSTALLED_APPS = [
    "hedgerow.config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "allauth",
    "allauth.account",
    "hedgerow.base.jobs",
    "hedgerow.people",
    "hedgerow.activity",
    "hedgerow.communities",
    "hedgerow.items",
    "hedgerow.library",
    "hedgerow.search",
    "hedgerow.mail",
    "hedgerow.web",
]
MIDDLEWARE = [
    "hedgerow.web.middleware.zipping.PagesGZipMiddleware",
    "hedgerow.web.middleware.headers.HeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "hedgerow.web.middleware.due.DueChangesMiddleware",
    "hedgerow.web.middleware.viewer.ViewerMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "hedgerow.web.middleware.setup.SetupMiddleware",
    "hedgerow.web.middleware.refusals.RefusalsMiddleware",
]
ROOT_URLCONF = "hedgerow.config.urls"
WSGI_APPLICATION = "hedgerow.config.wsgi.application"
REACTIONS = "hedgerow.config.reactions.REACTIONS"
LIGHTS = "hedgerow.config.doctor.lights"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "web" / "templates", PACKAGE / "mail" / "templates"],
        "OPTIONS": {
            "environment": "hedgerow.web.jinja.environment",
            "context_processors": ["hedgerow.web.shell.context"],
        },
    },
]

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "hedgerow.web.accounts.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
# Tight for one email, loose for a network address: a whole practice has one.
ACCOUNT_RATE_LIMITS = {"login_failed": "100/m/ip,10/10m/key"}
ACCOUNT_SESSION_REMEMBER = True
LOGIN_URL = "/account/sign-in/"
LOGIN_REDIRECT_URL = "/"

# The session serves only the few steps of signing in; who is signed in stands in the device cookie (hedgerow.people.devices).
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "__Host-hg_session" if SECURE else "hg_session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 24
CSRF_COOKIE_NAME = "__Host-hg_csrf" if SECURE else "hg_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "hedgerow.web.views.refused.csrf"
DEVICE_COOKIE = "__Host-hg_device" if SECURE else "hg_device"
#: Which persons signed in with this browser before: others get a mail about a new device.
BROWSER_COOKIE = "__Host-hg_browser" if SECURE else "hg_browser"
#: Until it is set up, every page leads to the set-up; off in tests, which have no set-up to go through.
SETUP_GUARD = not TESTING

PROXIED = env.flag("HEDGEROW_PROXIED", False, "A front server sets X-Forwarded-For and X-Forwarded-Proto.")
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if PROXIED else 0
if PROXIED:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

THREADS = env.number(
    "HEDGEROW_THREADS", 8, "How many pages `serve` and `live` make at the same time.", least=1
)
WORKER_THREADS = env.number(
    "HEDGEROW_WORKER_THREADS", 2, "How many background jobs a worker runs at the same time.", least=1
)
ACCEL = env.text(
    "HEDGEROW_ACCEL",
    "",
    "Where the front server (nginx, Caddy) may find the files folder, for X-Accel-Redirect: for example /stored-files/.",
)

SMTP_URL = env.text(
    "SMTP_URL",
    "",
    "The mail server: smtp://user:password@host:587 (STARTTLS) or smtps://…; without it mail is kept in the outbox.",
)
MAIL_FROM = env.text("HEDGEROW_MAIL_FROM", "Hedgerow <hedgerow@localhost>", "The sender of every mail.")
CONTACT = env.text(
    "HEDGEROW_CONTACT",
    "",
    "An email address for everyone to see, for questions that nothing here answers; the set-up page's goes before it.",
)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = MAIL_FROM
EMAIL_BACKEND = "hedgerow.mail.backend.Backend"

TASKS = {"default": {"BACKEND": "hedgerow.base.jobs.backend.DatabaseBackend"}}

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
LOCALE_PATHS = [PACKAGE / "web" / "locale"]
TIME_ZONE = env.time_zone("HEDGEROW_TIME_ZONE", "Europe/London", "The time zone that times are shown in.")
USE_I18N = USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS: list[Path] = []
STATIC_BUILD = PACKAGE / "web" / "static" / "build"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {
        "handlers": ["out"],
        "level": env.choice(
            "HEDGEROW_LOG_LEVEL",
            "INFO",
            ["DEBUG", "INFO", "WARNING", "ERROR"],
            "How much is logged: DEBUG, INFO, WARNING or ERROR.",
        ),
    },
}
SILENCED_SYSTEM_CHECKS = ["security.W019"]
