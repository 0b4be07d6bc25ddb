"""Legal bases that several rules cite, each with the days on which it holds (regulations 0.3)."""

from datetime import date

from mingcha.core.rule import Basis

_UNTIL_2019 = date(2019, 3, 31)


def census_2015(clause: str) -> Basis:
    """The nation-wide census form of 2015, replaced by the indicators of 2019."""
    return Basis("国办发〔2015〕15号《全国政府网站普查评分表》", clause, date(2015, 3, 24), _UNTIL_2019)


def guide_2017(clause: str) -> Basis:
    """The guide to the development of government websites, public since 2017-06-08."""
    return Basis("国办发〔2017〕47号《政府网站发展指引》", clause, since=date(2017, 6, 8))


def indicators_2019(clause: str) -> Basis:
    """The inspection indicators of 2019."""
    return Basis("国办秘函〔2019〕19号《政府网站与政务新媒体检查指标》", clause, since=date(2019, 4, 1))


def notice_2018(clause: str) -> Basis:
    """The city's notice on the first quarter of 2018."""
    office = "临沂市人民政府办公室"
    return Basis(f"{office}《关于一季度政务公开工作情况的通报》", clause, date(2018, 4, 18), office=office)


def rules_2016(clause: str) -> Basis:
    """The rules for carrying out the opinion on openness, of 2016."""
    return Basis(
        "国办发〔2016〕80号《〈关于全面推进政务公开工作的意见〉实施细则》", clause, date(2016, 11, 10)
    )
