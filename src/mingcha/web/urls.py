"""The console's addresses; what each takes stands in `access.ROUTES`."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter

from mingcha.web.static import static
from mingcha.web.views import (
    appeals,
    audit,
    bulletins,
    copies,
    decisions,
    findings,
    orders,
    overview,
    people,
    rules,
    runs,
    scores,
    session,
    sites,
    tasks,
    units,
)


class Id(IntConverter):
    """A row's number: no more digits than any database takes."""

    regex = "[0-9]{1,18}"


register_converter(Id, "id")

urlpatterns = [
    path("static/<slug:digest>/<str:name>", static, name="static"),
    path("language", session.language, name="language"),
    path("sign-in", session.sign_in, name="sign-in"),
    path("enter/<str:token>", session.enter, name="enter"),
    path("sign-out", session.sign_out, name="sign-out"),
    path("password", session.password, name="password"),
    path("", overview.overview, name="overview"),
    path("units", units.units, name="units"),
    path("units/<id:unit_id>", units.unit, name="unit"),
    path("sites", sites.sites, name="sites"),
    path("sites/<id:site_id>", sites.site, name="site"),
    path("sites/<id:site_id>/columns/<slug:key>", sites.column, name="column"),
    path("findings", findings.findings, name="findings"),
    path("findings/<id:finding_id>", findings.finding, name="finding"),
    path("findings/<id:finding_id>/copy", copies.copy, name="finding-copy"),
    path("findings/<id:finding_id>/raw", copies.raw, name="finding-raw"),
    path("findings/<id:finding_id>/decide", decisions.decide, name="finding-decide"),
    path("findings/<id:finding_id>/exempt", decisions.exempt, name="finding-exempt"),
    path("findings/<id:finding_id>/appeal", decisions.appeal, name="finding-appeal"),
    path("unchecked", sites.unchecked, name="unchecked"),
    path("appeals", appeals.appeals, name="appeals"),
    path("appeals/<id:appeal_id>/decide", appeals.decide, name="appeal-decide"),
    path("orders", orders.orders, name="orders"),
    path("orders/new", orders.new, name="order-new"),
    path("orders/<id:order_id>", orders.order, name="order"),
    path("tasks", tasks.tasks, name="tasks"),
    path("tasks/<id:task_id>", tasks.task, name="task"),
    path("tasks/<id:task_id>/answer", tasks.answer, name="task-answer"),
    path("tasks/<id:task_id>/ask-time", tasks.ask_time, name="task-ask-time"),
    path("tasks/<id:task_id>/judge", tasks.judge, name="task-judge"),
    path("scores", scores.scores, name="scores"),
    path("scores/<id:run_id>/<id:unit_id>", scores.score, name="score"),
    path("bulletins", bulletins.bulletins, name="bulletins"),
    path("bulletins/<id:bulletin_id>/<slug:kind>", bulletins.file, name="bulletin-file"),
    path("runs", runs.runs, name="runs"),
    path("runs/<id:run_id>", runs.run, name="run"),
    path("rules", rules.rules, name="rules"),
    path("rules/<slug:rule_id>", rules.rule, name="rule"),
    path("people", people.people, name="people"),
    path("people/new", people.new, name="person-new"),
    path("people/<id:person_id>", people.person, name="person"),
    path("people/<id:person_id>/link", people.link, name="person-link"),
    path("audit", audit.audit, name="audit"),
]

handler400 = "mingcha.web.views.errors.bad_request"
handler403 = "mingcha.web.views.errors.refused"
handler404 = "mingcha.web.views.errors.missing"
handler500 = "mingcha.web.views.errors.failed"
