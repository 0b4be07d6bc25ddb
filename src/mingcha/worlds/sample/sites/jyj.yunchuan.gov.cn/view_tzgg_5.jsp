<!DOCTYPE html>
<html><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>市教育局关于节假日值班安排的公告-公告公示-云川市教育局网站</title>
<META NAME='sitename' CONTENT='云川市教育局网站'>
<META NAME='sitedomain' CONTENT='jyj.yunchuan.gov.cn'>
<META NAME='siteidcode' CONTENT='3799000008'>
<META NAME='columnname' CONTENT='公告公示'>
<META NAME='columntype' CONTENT='通知公告'>
<META NAME='articletitle' CONTENT='云川教育信息网首页'>
<META NAME='pubdate' CONTENT='2018-03-09 09:16'>
<META NAME='contentsource' CONTENT='云川市教育局'>
<link rel="stylesheet" href="/css/style.css">
</head><body>
<center><table width="1000" border="0"><tr><td height="90"><font size="6">云川市教育局网站</font></td><td></td></tr></table>
<table width="1000" bgcolor="#2b6cb0"><tr>
<td align="center" class="dh"><a href="/gzdt_1.jsp">要闻动态</a></td>
<td align="center" class="dh"><a href="/tzgg_1.jsp">公告公示</a></td>
<td align="center" class="dh"><a href="/zcwj_1.jsp">规范性文件</a></td>
<td align="center" class="dh"><a href="/zcjd_1.jsp">政策解读</a></td>
<td align="center" class="dh"><a href="/jgzn_1.jsp">部门职责</a></td>
<td align="center" class="dh"><a href="/xxgknb_1.jsp">公开年报</a></td>
<td align="center" class="dh"><a href="/ghjh_1.jsp">规划计划</a></td>
<td align="center" class="dh"><a href="/czxx_1.jsp">财政预决算</a></td>
<td align="center" class="dh"><a href="/xxgkml_1.jsp">信息公开目录</a></td>
<td align="center" class="dh"><a href="/xxgkzn_1.jsp">信息公开指南</a></td>
<td align="center" class="dh"><a href="/zxhf_1.jsp">咨询答复</a></td>
<td align="center" class="dh"><a href="/gzbb_1.jsp">政府网站工作年度报表</a></td>
<td align="center" class="dh"><a href="/bjtj_1.jsp">办件统计</a></td>
</tr></table>
<table width="1000"><tr><td valign="top">
<div class="dqwz">当前位置：<a href="/">首页</a> &gt; 公告公示</div>
<h1>市教育局关于节假日值班安排的公告</h1>
<div class="tips">发表时间：2018-03-09 09:16 | 信息来源：云川市教育局</div>
<div class="con_text" id="vsb_content">
<p>市教育局关于节假日值班安排的公告。本页内容为演示用文字。</p>
</div>
</td></tr></table>
<table width="1000"><tr><td align="center">
<div class="footer"><p><a href="/wzdt.html">网站地图</a>
主办单位：云川市教育局
联系电话：0990-6600008
</p>
<p>
<a href="http://www.miitbeian.gov.cn/">鲁ICP备18000108号</a>
<a href="http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=37990202000108">鲁公网安备 37990202000108号</a>
<span>网站标识码：3799000008</span>
</p>
<span id="_ideConac"></span><script src="//dcs.conac.cn/js/15/000/0000/99000008/CA150000000990000080001.js" type="text/javascript"></script>
<script id="_jiucuo_" sitecode='3799000008' src='http://zfwzgl.www.gov.cn/exposure/jiucuo.js'></script>
<p>云川市为虚构城市，本页内容纯属演示</p>
</div>
</td></tr></table></center>
</body></html>
