"""Every setting of the service. Reads the environment once, at the top; refuses to start when something is missing."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

HERE = Path(__file__).resolve().parent.parent
env = environ.Env()

# --- the environment, all of it ---------------------------------------------------------------
SECRET_KEY: str = env.str("SECRET_KEY")
# Newest first: the first key seals, all of them open. Each is 32 bytes in URL-safe base64.
SEAL_KEYS: list[str] = env.list("SEAL_KEYS")
DATABASE_URL = env.db("DATABASE_URL")
REDIS_URL: str = env.str("REDIS_URL")
# A demonstration shows its sign-in names, and lets staff in without a second factor.
DEMONSTRATION: bool = env.bool("DEMONSTRATION", False)
DEMONSTRATION_PASSWORD: str = env.str("DEMONSTRATION_PASSWORD", "")
# Who runs this service, as its start page and privacy page say. Empty: they give no name.
SERVICE_OWNER: str = env.str("SERVICE_OWNER", "")
# Whether somebody who wants an award reversed, or damages, is sent away. No source says that the service does.
REFUSE_REVERSALS: bool = env.bool("REFUSE_REVERSALS", False)
BASE_URL: str = env.str("BASE_URL", "http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
MAIL_FROM: str = env.str("MAIL_FROM", "Mystery Shopper <no-reply@mystery-shopper.invalid>")
SMTP_HOST: str = env.str("SMTP_HOST", "")
SMTP_PORT: int = env.int("SMTP_PORT", 25)
SMTP_USER: str = env.str("SMTP_USER", "")
SMTP_PASSWORD: str = env.str("SMTP_PASSWORD", "")
SMTP_STARTTLS: bool = env.bool("SMTP_STARTTLS", False)
# Where authorities answer by mail: an address that takes what follows a plus sign too. Empty: they answer on their page
# only. MAILBOX_URL is where its mail is read: imaps://user:password@host/FOLDER, with whatever is not a letter or a
# digit in user and password written as %xx; imap:// is without TLS. Empty: none is read.
REPLIES_TO: str = env.str("REPLIES_TO", "")
MAILBOX_URL: str = env.str("MAILBOX_URL", "")
# As our own mail server names itself in Authentication-Results. Empty: whatever stands there proves nothing.
MAILBOX_AUTHSERV_ID: str = env.str("MAILBOX_AUTHSERV_ID", "")
# Without an SMTP server mails are written to this folder, one file each.
MAIL_FOLDER: str = env.str("MAIL_FOLDER", "")
# Sealed files, one each. Web and worker must see the same folder.
EVIDENCE_ROOT: str = env.str("EVIDENCE_ROOT", str(HERE / ".local" / "evidence"))
# clamd, which scans them: the path of its socket, or host:port. Empty: they stay unscanned, and nobody opens them.
# It writes what it scans, readable, into its TemporaryDirectory: have that in memory. Have its MaxScanSize above the
# 200 MB that a file may unpack to, and AlertExceedsMax on: it says OK to what it did not read to the end.
CLAMD_SOCKET: str = env.str("CLAMD_SOCKET", "")
STATIC_ROOT: str = env.str("STATIC_ROOT", str(HERE / "staticfiles"))
# -----------------------------------------------------------------------------------------------

if not (SMTP_HOST or MAIL_FOLDER):
    raise ImproperlyConfigured("Set SMTP_HOST to a mail server, or MAIL_FOLDER to a folder to write mails to.")
HTTPS = BASE_URL.startswith("https://")

DEBUG = False
ROOT_URLCONF = "mysteryshopper.urls"
WSGI_APPLICATION = "mysteryshopper.wsgi.application"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "csp",
    "django_filters",
    "pgtrigger",
    "mysteryshopper.govuk",
    "mysteryshopper.resealing",
    "mysteryshopper.staff",
    "complaints",
    "investigations",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "mysteryshopper.staff.second_factor.SecondFactorMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mysteryshopper.govuk.page.page",
                "investigations.seconding.menu",
            ],
            "builtins": ["mysteryshopper.govuk.templatetags.govuk"],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "govuk"

# --- database ----------------------------------------------------------------------------------
DATABASES = {"default": {**DATABASE_URL, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MIGRATION_MODULES = {"staff": "mysteryshopper.staff.migrations"}

# --- owed work ---------------------------------------------------------------------------------
# A task's time limit < the lease on its row: so a second worker never holds a row whose first worker may still be
# alive. What the broker hands out again meanwhile finds the row held.
OWED_TASK_SECONDS = 20
OWED_SPARE_SECONDS = 10
OWED_VISIBILITY_SECONDS = 40
OWED_SWEEP_SECONDS = 3
# A failed row is tried again after 2, 4, 8 ... seconds, at most a minute: so what an outage held up is caught up
# within two minutes of its end. 200 attempts are over three hours; then the row is parked for a person.
OWED_LONGEST_WAIT_SECONDS = 60
OWED_ATTEMPTS = 200

_BROKER_OPTIONS = {
    "visibility_timeout": OWED_VISIBILITY_SECONDS,
    # Short, so that a hung broker never hangs a request.
    "socket_connect_timeout": 1,
    "socket_timeout": 1,
    "socket_keepalive": True,
    # One more try at once, then give up: kombu's own default would try for six seconds.
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
}
CELERY = {
    "imports": [
        "mysteryshopper.owed",
        "mysteryshopper.staff.tasks",
        "complaints.evidence.tasks",
        "complaints.returning.tasks",
        "complaints.tracking.tasks",
        "investigations.answering.tasks",
        "investigations.casework.tasks",
        "investigations.chasing.tasks",
        "investigations.clocks.tasks",
        "investigations.editions.tasks",
        "investigations.letters.tasks",
        "investigations.mailbox.tasks",
        "investigations.queue.tasks",
        "investigations.reporting.tasks",
        "investigations.summaries.tasks",
        "investigations.unsealing.tasks",
    ],
    "broker_url": REDIS_URL,
    "broker_transport_options": _BROKER_OPTIONS,
    "broker_connection_retry_on_startup": True,
    "broker_connection_max_retries": None,
    "task_acks_late": True,
    "task_reject_on_worker_lost": True,
    "task_ignore_result": True,
    "task_publish_retry": False,
    "task_time_limit": OWED_TASK_SECONDS,
    "task_soft_time_limit": OWED_TASK_SECONDS - 5,
    "worker_prefetch_multiplier": 1,
    "worker_send_task_events": False,
    "worker_hijack_root_logger": False,
    "beat_scheduler": "celery.beat:Scheduler",
    "beat_schedule": {
        "sweep": {
            "task": "mysteryshopper.owed.sweep",
            "schedule": OWED_SWEEP_SECONDS,
            # A tick that nobody took in time is worth nothing: the next one finds the same rows.
            "options": {"expires": 3 * OWED_SWEEP_SECONDS},
        },
        "clocks": {"task": "investigations.clocks.tasks.tick", "schedule": 60, "options": {"expires": 60}},
        "replies": {"task": "investigations.summaries.tasks.hasten", "schedule": 60, "options": {"expires": 60}},
        "chasing": {"task": "investigations.chasing.tasks.tick", "schedule": 300, "options": {"expires": 300}},
        "second_people": {"task": "investigations.unsealing.tasks.tick", "schedule": 300, "options": {"expires": 300}},
        "mailbox": {"task": "investigations.mailbox.tasks.poll", "schedule": 60, "options": {"expires": 60}},
        "sessions": {
            "task": "mysteryshopper.staff.tasks.forget_sessions",
            "schedule": 3600,
            "options": {"expires": 3600},
        },
        "orphans": {"task": "complaints.evidence.tasks.erase_orphans", "schedule": 3600, "options": {"expires": 3600}},
    },
}

# --- mail --------------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = MAIL_FROM
EMAIL_BACKEND = "django.core.mail.backends." + ("smtp" if SMTP_HOST else "filebased") + ".EmailBackend"
EMAIL_FILE_PATH = MAIL_FOLDER
EMAIL_HOST, EMAIL_PORT = SMTP_HOST, SMTP_PORT
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = SMTP_USER, SMTP_PASSWORD
EMAIL_USE_TLS = SMTP_STARTTLS
EMAIL_TIMEOUT = 10

# --- staff sign-in -----------------------------------------------------------------------------
AUTH_USER_MODEL = "staff.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "mysteryshopper.staff.adapter.StaffAdapter"
ACCOUNT_FORMS = {
    "login": "mysteryshopper.staff.forms.SignInForm",
    "reauthenticate": "mysteryshopper.staff.forms.ConfirmPasswordForm",
    "change_password": "mysteryshopper.staff.forms.ChangePasswordForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
# Sessions end with the browser: nobody is offered to be remembered.
ACCOUNT_SESSION_REMEMBER = False
# Per address only: a limit per account would let anybody lock a colleague out.
ACCOUNT_RATE_LIMITS = {"login_failed": "20/5m/ip"}
MFA_ADAPTER = "mysteryshopper.staff.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "mysteryshopper.staff.forms.CodeForm",
    "reauthenticate": "mysteryshopper.staff.forms.ConfirmCodeForm",
    "activate_totp": "mysteryshopper.staff.forms.SetUpAppForm",
    "deactivate_totp": "mysteryshopper.staff.forms.RemoveAppForm",
    "generate_recovery_codes": "mysteryshopper.staff.forms.NewRecoveryCodesForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Mystery Shopper"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "staff:home"
LOGOUT_REDIRECT_URL = "start"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# How long the link works with which an administrator has somebody set a password.
PASSWORD_RESET_TIMEOUT = 3 * 24 * 60 * 60
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# --- a complaint that is being written ---------------------------------------------------------
DRAFT_DAYS = 28
# How long a code lets an officer of an authority in.
OFFICER_DAYS = 90

# --- language and time -------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
# A language is a file in there: see docs/forms.md.
LOCALE_PATHS = [HERE / "locale"]

# --- static files ------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- security ----------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_SSL_REDIRECT = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# Gone with the browser's session: a cookie that stays would tell the next person that this service was used here.
CSRF_COOKIE_AGE = None
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
# The answers of a form. Its files are counted and measured by our own handler, which seals them as they come.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FILES = 100
FILE_UPLOAD_HANDLERS = ["complaints.evidence.receiving.SealingHandler"]
CSRF_FAILURE_VIEW = "mysteryshopper.govuk.page.form_expired"

# --- logs: events and errors, never what somebody typed ----------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"route": {"()": "mysteryshopper.logs.RouteForPath"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.request": {"filters": ["route"]},
        "django.security.csrf": {"filters": ["route"]},
        # It says that it is there, in every process.
        "pikepdf": {"level": "WARNING"},
        # Somebody tries other names of this server; Django would log a traceback for each.
        "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
        # Somebody sent too much at once: a page tells them.
        "django.security.RequestDataTooBig": {"handlers": ["nowhere"], "propagate": False},
        "django.security.TooManyFilesSent": {"handlers": ["nowhere"], "propagate": False},
        # Celery logs a line for each task it takes, sweeps included: that is one every three seconds.
        "celery.worker.strategy": {"level": "WARNING"},
        "celery.app.trace": {"level": "WARNING"},
        "celery.beat": {"level": "WARNING"},
    },
}
