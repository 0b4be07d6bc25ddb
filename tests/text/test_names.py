"""Units are found by the ways in which their names are written, and not inside other names."""

import pytest

from mingcha.text.names import UnitNames, mentions

UNITS = UnitNames(
    {
        "kj": ("临沂市科学技术局", "市科技局"),
        "sl": ("临沂市水利局", "市水利局"),
        "ysh": ("沂沭河水利管理局",),
        "my": ("蒙阴县人民政府", "蒙阴县"),
        "wgx": ("临沂市文化广电新闻出版局", "市文广新局"),
    }
)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("临沂市科学技术局2017年政府信息公开年度报告", ("kj",)),
        ("临沂市科技局2017年年报", ("kj",)),
        ("科技局2017年年报", ("kj",)),
        ("市水利局、市科技局", ("sl", "kj")),
        ("沂沭河水利管理局年报", ("ysh",)),
        ("蒙阴县政府信息公开年报", ("my",)),
        ("蒙阴县 2017年政府信息公开年报", ("my",)),
        ("市 文广新局", ("wgx",)),
    ],
)
def test_a_unit_is_found_by_every_way_of_writing_it(text: str, keys: tuple[str, ...]) -> None:
    assert UNITS.mentioned(text) == keys


@pytest.mark.parametrize(
    "text", ["兰山区科技局", "济南市科技局", "蒙阴县科技局", "山东省水利局", "全市水利工作会议", ""]
)
def test_another_unit_of_a_like_name_is_not_taken(text: str) -> None:
    assert UNITS.mentioned(text) == ()


def test_one_unit_is_asked_for_by_its_names() -> None:
    assert mentions("临沂市科技局年报", ("临沂市科学技术局", "市科技局"))
    assert not mentions("沂沭河水利管理局年报", ("市水利局", "水利管理局"), others=("沂沭河水利管理局",))
