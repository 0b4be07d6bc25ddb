"""What people type, checked before any service sees it; what they typed is shown again with what is wrong."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingcha.web.access import ROLE_NAMES, Role, Scope
from mingcha.web.models import Person
from mingcha.web.selectors.names import Names
from mingcha.web.services.persons import Particulars

LONGEST_TEXT = 20_000
_NEEDS_UNIT = (Role.COUNTY, Role.LIAISON)


class PlainForm(forms.Form):
    """A form whose fields stand one below the other, each with its own error.

    Several may stand on one page: the ids of a form's fields begin with its kind.
    """

    use_required_attribute = True
    required_css_class = "required"

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        kind = type(self).__name__.removesuffix("Form").lower()
        super().__init__(data, initial=initial, label_suffix="", auto_id=f"{kind}-%s")


def words(label: Any, *, required: bool = True, help_text: Any = "", rows: int = 4) -> forms.CharField:
    """A field for sentences."""
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": _("请填写本项")},
    )


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A field for a calendar day."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        input_formats=["%Y-%m-%d", "%Y年%m月%d日", "%Y/%m/%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("请填写日期"), "invalid": _("日期请写成 2018-05-02")},
    )


class PersonForm(PlainForm):
    """A person's particulars."""

    login = forms.RegexField(
        r"^[A-Za-z0-9_.@-]{2,60}$",
        label=_("登录名"),
        help_text=_("字母、数字或 . _ - @，2 至 60 个字符；设定后不再改"),
        error_messages={"invalid": _("登录名只能用字母、数字和 . _ - @，2 至 60 个字符")},
    )
    full_name = forms.CharField(label=_("姓名"), max_length=60)
    role = forms.ChoiceField(
        label=_("角色"), choices=[(role.value, name) for role, name in ROLE_NAMES.items()]
    )
    unit = forms.ChoiceField(
        label=_("单位"), required=False, help_text=_("县区主管部门和单位联络员必须选；其他角色不选")
    )
    phone = forms.CharField(label=_("电话"), required=False, max_length=60)
    active = forms.BooleanField(label=_("在用（取消即停用，不能再登录）"), required=False, initial=True)

    def __init__(
        self,
        data: Any = None,
        *,
        names: Names,
        person: Person | None = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        units = sorted(names.units.values(), key=lambda unit: unit.place)
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "—"), *((str(unit.id), unit.short_name) for unit in units)]
        if person is not None:
            del self.fields["login"]

    def clean(self) -> dict[str, Any]:
        """A role that answers for a unit has one, the others have none."""
        known: dict[str, Any] = super().clean() or {}
        needs = known.get("role") in {role.value for role in _NEEDS_UNIT}
        if needs and not known.get("unit"):
            self.add_error("unit", _("该角色须选择单位"))
        if not needs and known.get("unit"):
            self.add_error("unit", _("该角色不属于某一单位，请不选"))
        return known

    def particulars(self, login: str = "") -> Particulars:
        """What was typed; `login` where it is not to be changed."""
        known = self.cleaned_data
        return Particulars(
            login=login or known["login"],
            full_name=known["full_name"],
            role=known["role"],
            unit_id=int(known["unit"]) if known["unit"] else None,
            phone=known["phone"],
            active=known["active"],
        )


class DecisionForm(PlainForm):
    """Confirmed, or a false alarm; a false alarm needs its reason."""

    decision = forms.ChoiceField(
        label=_("结论"),
        choices=[("confirmed", _("属实")), ("false_alarm", _("误报"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择“属实”或“误报”")},
    )
    reason = words(_("理由"), required=False, help_text=_("标记为误报必须写明理由；再次检查时仍然有效"))

    def clean(self) -> dict[str, Any]:
        known: dict[str, Any] = super().clean() or {}
        if known.get("decision") == "false_alarm" and not known.get("reason", "").strip():
            self.add_error("reason", _("请写明为什么是误报"))
        return known


class ExemptForm(PlainForm):
    """An exemption with an end."""

    until = day_field(_("豁免至"), help_text=_("到当日为止；期满后问题恢复计入"))
    reason = words(_("理由"))


class AppealForm(PlainForm):
    """A unit's reason why a finding is wrong."""

    reason = words(_("申诉理由"), help_text=_("每个问题只能申诉一次，请写明事实和依据"), rows=6)


class AppealDecisionForm(PlainForm):
    """The written decision on an appeal."""

    decision = forms.ChoiceField(
        label=_("决定"),
        choices=[("upheld", _("申诉成立，不计入")), ("rejected", _("申诉不成立"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("请选择决定")},
    )
    reason = words(_("决定的理由"))


class OrderForm(PlainForm):
    """An order to put findings right: what, by when, which units."""

    number = forms.CharField(
        label=_("文号"), max_length=100, help_text=_("例如 临政办函〔2018〕72号；不能重复")
    )
    title = forms.CharField(label=_("标题"), max_length=300)
    due = day_field(_("整改期限"), help_text=_("到当日为止"))
    about = words(_("要求"), required=False)
    units = forms.MultipleChoiceField(
        label=_("单位"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("所选单位现存的问题（按下面的规则）列入各自的任务"),
        error_messages={"required": _("请至少选择一个单位")},
    )
    rule = forms.ChoiceField(label=_("只列某一规则的问题"), required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        names: Names,
        scope: Scope,
        rules: list[tuple[str, str]],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        units = sorted(names.units.values(), key=lambda unit: unit.place)
        of_units, of_rules = self.fields["units"], self.fields["rule"]
        assert isinstance(of_units, forms.ChoiceField)
        assert isinstance(of_rules, forms.ChoiceField)
        of_units.choices = [
            (str(unit.id), unit.short_name) for unit in units if scope.holds(unit.id) and unit.id != scope.own
        ]
        of_rules.choices = [("", _("全部规则")), *rules]


class AnswerForm(PlainForm):
    """A unit's feedback on a task."""

    text = words(_("整改情况"), help_text=_("写明改了什么、在哪里可以看到；提交后自动复查"), rows=6)


class AskTimeForm(PlainForm):
    """A unit asks for more time."""

    until = day_field(_("申请延至"))
    text = words(_("理由"))


class JudgeForm(PlainForm):
    """What the office says of a task."""

    action = forms.ChoiceField(label=_("处理"), widget=forms.RadioSelect)
    text = words(_("说明"), required=False)

    def __init__(self, data: Any = None, *, actions: list[tuple[str, str]]) -> None:
        super().__init__(data)
        field = self.fields["action"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = actions

    def clean(self) -> dict[str, Any]:
        known: dict[str, Any] = super().clean() or {}
        if known.get("action") in ("return", "withdraw", "refuse_time") and not known.get("text", "").strip():
            self.add_error("text", _("退回、撤销和不同意延期须写明原因"))
        return known
