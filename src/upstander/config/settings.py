"""Every setting of a hub. Those that an operator may change come from the environment."""

import django_stubs_ext
import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from upstander.common.home import DATABASE, home, secret_key
from upstander.common.hosts import allowed_hosts

django_stubs_ext.monkeypatch()

env = environ.Env()

HOME = home()
BASE_URL = env.str("UPSTANDER_BASE_URL", default="http://127.0.0.1:8000").rstrip("/")
DEBUG = env.bool("UPSTANDER_DEBUG", default=False)
ALLOWED_HOSTS = allowed_hosts(BASE_URL, env.list("UPSTANDER_HOSTS", default=[]))
CSRF_TRUSTED_ORIGINS = [BASE_URL]
HTTPS = BASE_URL.startswith("https://")


SECRET_KEY = env.str("UPSTANDER_SECRET_KEY", default="") or secret_key(HOME)

INSTALLED_APPS = [
    "upstander.desk",
    "upstander.upkeep",
    "upstander.web",
    "upstander.suggestions",
    "upstander.commitments",
    "upstander.give",
    "upstander.elections",
    "upstander.campaigns",
    "upstander.officials",
    "upstander.groups",
    "upstander.learn",
    "upstander.hub",
    "upstander.places",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "simple_history",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "upstander.config.newest.NewestTables",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "upstander.desk.access.OrganizersOnly",
    "simple_history.middleware.HistoryRequestMiddleware",
    "upstander.web.keeping.WordsGivenBack",
]

ROOT_URLCONF = "upstander.config.urls"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "upstander.hub.context.hub",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "upstander.hub.templatetags.hub",
            ],
        },
    },
]

DATABASES = {
    "default": env.db_url("DATABASE_URL", default=f"sqlite:///{HOME / DATABASE}"),
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # DELETE, not WAL: SQLite before 3.51.3 can lose a write when a WAL is reset.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,
        "init_command": "PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL;",
    }
DATABASE_ROUTERS = ["upstander.web.approved.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

FORMS_URLFIELD_ASSUME_HTTPS = True

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
ACCOUNT_ADAPTER = "upstander.desk.adapter.OrganizerAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SESSION_REMEMBER = False
# Wrong passwords are the throttle's (`desk.throttle`). The one that stays slows wrong codes down,
# by organizer: only who has the password comes so far.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "5/5m/key"}
# Of allauth's own pages; those of passkeys are the desk's (`desk.passkeys`).
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ADAPTER = "upstander.desk.adapter.SecondFactorAdapter"
MFA_TOTP_TOLERANCE = 1

# No visitor meets a cookie: sessions exist for organizers, at the desk.
SESSION_COOKIE_NAME = "desk"
SESSION_COOKIE_PATH = "/desk/"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_NAME = "desk-csrf"
CSRF_COOKIE_PATH = "/desk/"
CSRF_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_PATH = "/desk/"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

# Nothing that a visitor sends may reach a log: errors name the view, never the request.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "no_request": {"()": "upstander.common.logs.WithoutRequest"},
        "counted": {"()": "upstander.common.logs.Counted"},
    },
    "formatters": {"plain": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["no_request", "counted"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django.security": {"handlers": ["console"], "level": "ERROR", "propagate": False},
    },
}
