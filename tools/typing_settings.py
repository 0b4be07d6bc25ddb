"""Django settings as the type checker needs them: which models there are. The real ones depend on a home."""

from datetime import timedelta
from pathlib import Path

from mingcha.engine.manners import FetchSettings

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "mingcha.web",
]
AUTH_USER_MODEL = "mingcha.Person"
SECRET_KEY = "for the type checker alone"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
USE_TZ = True
CLOCK_OFFSET = timedelta()
EVIDENCE_FOLDER = Path("evidence")
RECHECK_FETCHING: FetchSettings | None = None
