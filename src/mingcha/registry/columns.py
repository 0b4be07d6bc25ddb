"""Columns of the register file (contract, section 3), in the order in which they are written."""

UNIT_CODE, UNIT_NAME, SHORT_NAME = "单位编码", "单位名称", "单位简称"
UNIT_KIND, PARENT, ORDER = "单位类别", "上级单位", "排序"
SITE_NAME, HOME_URL, SITE_CODE, SITE_KIND = "网站名称", "首页网址", "网站标识码", "网站类型"
ICP_NUMBER, POLICE_NUMBER, STATUS = "ICP备案号", "公安备案号", "状态"
CONTACT, PHONE, EMAIL = "联系人", "联系电话", "邮箱"
ALIASES, ALLOW_PRIVATE, IGNORE_ROBOTS = "别名域名", "允许内网", "忽略robots"
OFFLINE_FROM, OFFLINE_TO, MERGE_BY = "下线起", "下线止", "整合期限"
VALID_FROM, VALID_TO = "有效起", "有效止"

UNIT_COLUMNS = (UNIT_CODE, UNIT_NAME, SHORT_NAME, UNIT_KIND, PARENT, ORDER)
SITE_COLUMNS = (
    SITE_NAME,
    HOME_URL,
    SITE_CODE,
    SITE_KIND,
    ICP_NUMBER,
    POLICE_NUMBER,
    STATUS,
    CONTACT,
    PHONE,
    EMAIL,
)
NEEDED_COLUMNS = UNIT_COLUMNS + SITE_COLUMNS
OPTIONAL_COLUMNS = (
    ALIASES,
    ALLOW_PRIVATE,
    IGNORE_ROBOTS,
    OFFLINE_FROM,
    OFFLINE_TO,
    MERGE_BY,
    VALID_FROM,
    VALID_TO,
)

UNORDERED = 999_999
"""The order of a unit whose 排序 is empty: after all others, in the order of rows."""
