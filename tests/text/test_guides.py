"""Labels of guides in the shapes in which guides write them, and the forms that they name."""

import pytest

from mingcha.text.guides import ELEMENTS, elements_in, forms_in, names, offers


@pytest.mark.parametrize(
    ("words", "element"),
    [
        ("一、设定依据\n《中华人民共和国水法》第四十八条", "设定依据"),
        ("法律依据：《取水许可和水资源费征收管理条例》", "设定依据"),
        ("【申请条件】", "申请条件"),
        ("（三）办理条件：符合规划", "申请条件"),
        ("服务对象：企业", "申请条件"),
        ("四、申报材料清单\n1.申请书", "办理材料"),
        ("需要提交的材料：", "办理材料"),
        ("5．所需材料", "办理材料"),
        ("办理地点：政务服务大厅三楼", "办理地点"),
        ("受理窗口：12号", "办理地点"),
        ("实施机关：市水利局", "办理机构"),
        ("承办科室\n水政科", "办理机构"),
        ("收费依据及标准：不收费", "收费标准"),
        ("是否收费：否", "收费标准"),
        ("承诺时限：5个工作日", "办理时间"),
        ("办公时间（法定节假日除外）：9:00-17:00", "办理时间"),
        ("咨询电话：0990-6600001", "联系电话"),
        ("联系方式", "联系电话"),
        ("六、办理流程图", "办理流程"),
        ("审批程序：申请、受理、审查、决定", "办理流程"),
        ("受理时间及地点：工作日，一楼大厅", "办理时间"),
    ],
)
def test_a_label_shows_its_class(words: str, element: str) -> None:
    assert element in elements_in(words)


@pytest.mark.parametrize(
    "words",
    [
        "申请人应当符合条件，并按照流程办理，材料齐全的当场受理，不收费。",
        "请到受理地点办理业务的群众注意，办理时间有所调整。",
        "会议听取了办事流程再造情况的汇报",
    ],
)
def test_prose_that_uses_the_words_is_no_label(words: str) -> None:
    assert elements_in(words) == ()


def test_there_are_ten_classes() -> None:
    assert len(ELEMENTS) == 10
    assert elements_in("\n".join(f"{name}：" for name in ELEMENTS)) == ELEMENTS


def test_forms_are_named_in_quotes_or_in_the_list_of_materials() -> None:
    assert forms_in("1.《取水许可申请表》（一式三份）\n2.法人身份证复印件") == ("取水许可申请表",)
    assert forms_in("申请材料：\n（1）河道采砂许可申请书；\n（2）营业执照") == ("河道采砂许可申请书",)
    assert forms_in("申请人填写并提交取水许可申请表、登记表各一份") == ("取水许可申请表",)
    assert forms_in("依据《取水许可管理办法》办理，填写申请表") == ()


@pytest.mark.parametrize(
    "line",
    [
        "1.取水许可申请表（窗口免费领取）",
        "1.《取水许可申请表》，现场填写",
        "1.取水许可申请表，登录系统网上填报",
        "申请人自拟承诺书",
    ],
)
def test_a_form_to_be_had_elsewhere_is_not_asked_for(line: str) -> None:
    assert forms_in(line) == ()


@pytest.mark.parametrize(
    "words",
    ["取水许可申请表", "附件：取水许可申请表（空白）.doc", "取水申请表", "申请表", "点击下载", "表格样本"],
)
def test_a_link_that_names_the_form_or_says_download_offers_it(words: str) -> None:
    assert offers([words], "取水许可申请表")


@pytest.mark.parametrize("words", ["工程质量监督登记表", "办理流程图", "首页", "", "采砂申请表"])
def test_another_form_is_not_this_one(words: str) -> None:
    assert not names(words, "取水许可申请表")
