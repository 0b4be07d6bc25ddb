"""The audit log."""

import json

from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from mingcha.web.access import ConsoleRequest
from mingcha.web.listing import Column, Filter, Listing
from mingcha.web.models import AuditEntry
from mingcha.web.selectors.audit import altered_audit
from mingcha.web.templatetags.mingcha import minute
from mingcha.web.views.lists import list_page

AUDIT = Listing(
    "audit",
    (
        Column("number", _("序号"), lambda row: row.id, sort="id", number=True),
        Column("at", _("时间"), lambda row: minute(row.at)),
        Column("person", _("人员"), lambda row: row.person or "—", sort="person"),
        Column("action", _("操作"), lambda row: row.action, sort="action"),
        Column("subject", _("对象"), lambda row: row.subject, sort="subject"),
        Column("data", _("内容"), lambda row: json.dumps(row.data, ensure_ascii=False) if row.data else ""),
        Column("address", _("来自"), lambda row: row.address),
    ),
    (
        Filter("person", _("人员"), lambda rows, value: rows.filter(person=value)),
        Filter("action", _("操作"), lambda rows, value: rows.filter(action__startswith=value)),
        Filter("subject", _("对象"), lambda rows, value: rows.filter(subject__contains=value)),
    ),
    order="-number",
)


@require_safe
def audit(request: ConsoleRequest) -> HttpResponseBase:
    """Every act, and on demand the proof that none was altered."""
    proof = altered_audit() if request.GET.get("verify") == "1" else None
    return list_page(request, "audit.html", AUDIT, AuditEntry.objects.all(), {"proof": proof})
