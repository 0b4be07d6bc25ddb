"""Django settings as the type checker needs them: which models there are. The real ones depend on a home."""

INSTALLED_APPS = ["mingcha.web"]
SECRET_KEY = "for the type checker alone"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
USE_TZ = True
