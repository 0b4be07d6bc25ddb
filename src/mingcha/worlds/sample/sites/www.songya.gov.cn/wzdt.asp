<!DOCTYPE html>
<html><head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>网站地图-松崖县人民政府网</title>
<META NAME='sitename' CONTENT='松崖县人民政府网'>
<META NAME='sitedomain' CONTENT='www.songya.gov.cn'>
<META NAME='siteidcode' CONTENT='3799220005'>
<META NAME='columnname' CONTENT='网站地图'>
<META NAME='columntype' CONTENT='其他'>
<META NAME='columndescription' CONTENT='松崖县人民政府网网站地图栏目'>
<META NAME='columnkeywords' CONTENT='网站地图'>
<link rel="stylesheet" href="/css/style.css">
</head><body>
<center><table width="1000" border="0"><tr><td height="90"><font size="6">松崖县人民政府网</font></td><td></td></tr></table>
<table width="1000" bgcolor="#2b6cb0"><tr>
<td align="center" class="dh"><a href="list.asp?id=1">要闻动态</a></td>
<td align="center" class="dh"><a href="list.asp?id=2">公告公示</a></td>
<td align="center" class="dh"><a href="list.asp?id=3">规范性文件</a></td>
<td align="center" class="dh"><a href="list.asp?id=4">政策解读</a></td>
<td align="center" class="dh"><a href="list.asp?id=5">部门职责</a></td>
<td align="center" class="dh"><a href="list.asp?id=6">公开年报</a></td>
<td align="center" class="dh"><a href="list.asp?id=7">视频新闻</a></td>
<td align="center" class="dh"><a href="list.asp?id=8">工作计划</a></td>
<td align="center" class="dh"><a href="list.asp?id=9">财政预决算</a></td>
<td align="center" class="dh"><a href="list.asp?id=10">信息公开目录</a></td>
<td align="center" class="dh"><a href="list.asp?id=11">信息公开指南</a></td>
<td align="center" class="dh"><a href="list.asp?id=12">咨询答复</a></td>
</tr></table>
<table width="1000"><tr><td valign="top">
<h2>网站地图</h2>
<p><a href="list.asp?id=1">要闻动态</a>
<a href="list.asp?id=2">公告公示</a>
<a href="list.asp?id=3">规范性文件</a>
<a href="list.asp?id=4">政策解读</a>
<a href="list.asp?id=5">部门职责</a>
<a href="list.asp?id=6">公开年报</a>
<a href="list.asp?id=7">视频新闻</a>
<a href="list.asp?id=8">工作计划</a>
<a href="list.asp?id=9">财政预决算</a>
<a href="list.asp?id=10">信息公开目录</a>
<a href="list.asp?id=11">信息公开指南</a>
<a href="list.asp?id=12">咨询答复</a></p>
</td></tr></table>
<table width="1000"><tr><td align="center">
<div class="footer"><p><a href="/wzdt.asp">网站地图</a>
主办单位：松崖县人民政府
联系电话：0990-6600005
</p>
<p>
<a href="http://www.miitbeian.gov.cn/">鲁ICP备18000105号-1</a>
<span>网站标识码：3799220005</span>
</p>
<a href="http://bszs.conac.cn/sitename?method=show&amp;id=00000000000000000000000005E9FA25"><img src="/images/red.png" alt="党政机关"></a>
<script id="_jiucuo_" sitecode='3799220005' src='http://zfwzgl.www.gov.cn/exposure/jiucuo.js'></script>
<p>云川市为虚构城市，本页内容纯属演示</p>
</div>
</td></tr></table></center>
</body></html>
