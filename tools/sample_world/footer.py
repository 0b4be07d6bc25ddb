"""The footer of a generated page: every mark in every form in which real sites show it."""

from __future__ import annotations

from tools.sample_world.model import Site

_BADGE_SCRIPT = (
    "document.write(unescape(\"%3Cspan id='_ideConac' %3E%3C/span%3E%3Cscript "
    "src='//dcs.conac.cn/js/{dirs}/{name}.js' type='text/javascript'%3E%3C/script%3E\"));"
)


def footer(site: Site) -> str:
    """The footer as it stands in the page: the marks themselves, or what brings them."""
    place = site.marks.place
    if place == "frame":
        return ""
    if place == "script":
        return '<div id="foot"><script type="text/javascript" src="/js/foot.js"></script></div>'
    if place == "iframe":
        return '<iframe src="/common/foot.html" width="100%" height="160" frameborder="0"></iframe>'
    if place == "load":
        return '<div id="footer"></div><script>$("#footer").load("/common/foot.html");</script>'
    return f'<div class="footer">{marks_html(site)}</div>'


def footer_files(site: Site) -> dict[str, str]:
    """Files that the footer needs besides the page, by path."""
    place = site.marks.place
    if place == "script":
        lines = marks_html(site).replace("\\", "\\\\").replace("'", "\\'").replace("</script", "<\\/script")
        written = "\n".join(f"document.write('{line}');" for line in lines.splitlines() if line)
        return {"js/foot.js": written + "\n"}
    if place in ("iframe", "load"):
        return {
            "common/foot.html": f'<!DOCTYPE html><html><head><meta charset="{site.declared or "gbk"}"></head>'
            f"<body>\n{marks_html(site)}</body></html>\n"
        }
    return {}


def marks_html(site: Site) -> str:
    """The marks, one line each."""
    marks = site.marks
    lines = [f'<p><a href="{_map_of(site)}">网站地图</a>']
    if marks.sponsor:
        lines.append(marks.sponsor.format(site.sponsor))
    if marks.phone:
        lines.append(marks.phone.format(site.phone))
    lines.append("</p>")
    lines.append("<p>")
    if marks.icp:
        lines.append(f'<a href="http://www.miitbeian.gov.cn/">{marks.icp.format(site.icp)}</a>')
    if marks.police:
        digits = marks.police_link or "".join(letter for letter in site.police if letter.isdigit())
        address = f"http://www.beian.gov.cn/portal/registerSystemInfo?recordcode={digits}"
        lines.append(f'<a href="{address}">{marks.police.format(site.police)}</a>')
    if marks.code:
        lines.append(f"<span>{marks.code.format(site.shown_code or site.code)}</span>")
    lines.append("</p>")
    lines += [_badge(site), _error_entry(site)]
    if site.footer_note:
        lines.append(f"<p>{site.footer_note}</p>")
    return "\n".join(line for line in lines if line) + "\n"


def _map_of(site: Site) -> str:
    return "/wzdt.asp" if site.layout == "table" else "/wzdt.html"


def _badge(site: Site) -> str:
    serial = (site.code if site.code.isdigit() else "0" * 10)[-8:]
    dirs = f"15/000/0000/{serial}"
    name = f"CA{dirs.replace('/', '')}0001"
    match site.marks.badge:
        case "script":
            address = f"//dcs.conac.cn/js/{dirs}/{name}.js"
            return f'<span id="_ideConac"></span><script src="{address}" type="text/javascript"></script>'
        case "link":
            number = f"{int(site.code[-8:]):032X}"
            return (
                f'<a href="http://bszs.conac.cn/sitename?method=show&amp;id={number}">'
                '<img src="/images/red.png" alt="党政机关"></a>'
            )
        case "write":
            return f'<script type="text/javascript">{_BADGE_SCRIPT.format(dirs=dirs, name=name)}</script>'
        case "twisted":  # the name of the script does not belong to its folders
            address = f"//dcs.conac.cn/js/{dirs}/CA15000000{int(serial) + 7:08d}0001.js"
            return f'<span id="_ideConac"></span><script src="{address}" type="text/javascript"></script>'
        case "idless":
            return (
                '<a href="http://bszs.conac.cn/sitename?method=show">'
                '<img src="/images/red.png" alt="党政机关"></a>'
            )
    return ""


def _error_entry(site: Site) -> str:
    code = site.marks.error_code or site.code
    base = "zfwzgl.www.gov.cn/exposure"
    match site.marks.error:
        case "script":
            return f"<script id=\"_jiucuo_\" sitecode='{code}' src='http://{base}/jiucuo.js'></script>"
        case "link":
            address = f"http://{base}/jiucuo.html?site_code={code}&amp;url=http%3A%2F%2F{site.host}%2F"
            return f'<a href="{address}"><img src="/images/jiucuo.png" alt="政府网站找错"></a>'
        case "old":
            old = "http://pucha.kaipuyun.cn/exposure/jiucuo.js"
            return f"<script id=\"_jiucuo_\" sitecode='{code}' src='{old}'></script>"
        case "number":
            address = f"http://121.43.68.40/exposure/jiucuo.html?site_code={code}"
            return f'<a href="{address}"><img src="/images/jiucuo.png" alt="政府网站找错"></a>'
        case "gov":
            return '<a href="http://www.gov.cn/fuwu/jiucuopage.html">我为政府网站找错</a>'
        case "comment":
            script = f"<script id=\"_jiucuo_\" sitecode='{code}' src='http://{base}/jiucuo.js'></script>"
            return f"<!-- {script} -->"
    return ""
