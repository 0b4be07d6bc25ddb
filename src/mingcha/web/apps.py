"""The one Django app: unit, site, run, finding, score and bulletin are one story."""

from django.apps import AppConfig


class MingchaConfig(AppConfig):
    """Registers the models of `mingcha.web.models` under the label "mingcha"."""

    name = "mingcha.web"
    label = "mingcha"
    verbose_name = "明察"
    default_auto_field = "django.db.models.BigAutoField"
