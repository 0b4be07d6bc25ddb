<!DOCTYPE html>
<html><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>网站地图-云川市机构编制委员会办公室网站</title>
<meta name="SiteName" content="云川市机构编制委员会办公室网站">
<meta name="SiteDomain" content="bb.yunchuan.gov.cn">
<meta name="SiteIDCode" content="3799000039">
<meta name="ColumnName" content="网站地图">
<meta name="ColumnType" content="其他">
<meta name="ColumnDescription" content="云川市机构编制委员会办公室网站网站地图栏目">
<meta name="ColumnKeywords" content="网站地图">
<link rel="stylesheet" href="/css/style.css">
</head><body>
<center><table width="1000" border="0"><tr><td height="90"><font size="6">云川市机构编制委员会办公室网站</font></td><td></td></tr></table>
<table width="1000" bgcolor="#2b6cb0"><tr>
<td align="center" class="dh"><a href="list.asp?id=1">工作动态</a></td>
<td align="center" class="dh"><a href="list.asp?id=2">通知公告</a></td>
<td align="center" class="dh"><a href="list.asp?id=3">政策文件</a></td>
<td align="center" class="dh"><a href="list.asp?id=4">政策解读</a></td>
<td align="center" class="dh"><a href="list.asp?id=5">机构职能</a></td>
<td align="center" class="dh"><a href="list.asp?id=6">信息公开年报</a></td>
<td align="center" class="dh"><a href="list.asp?id=7">工作计划</a></td>
<td align="center" class="dh"><a href="list.asp?id=8">财政信息</a></td>
<td align="center" class="dh"><a href="list.asp?id=9">信息公开目录</a></td>
<td align="center" class="dh"><a href="list.asp?id=10">信息公开指南</a></td>
<td align="center" class="dh"><a href="list.asp?id=11">领导信箱</a></td>
</tr></table>
<table width="1000"><tr><td valign="top">
<h2>网站地图</h2>
<p><a href="list.asp?id=1">工作动态</a>
<a href="list.asp?id=2">通知公告</a>
<a href="list.asp?id=3">政策文件</a>
<a href="list.asp?id=4">政策解读</a>
<a href="list.asp?id=5">机构职能</a>
<a href="list.asp?id=6">信息公开年报</a>
<a href="list.asp?id=7">工作计划</a>
<a href="list.asp?id=8">财政信息</a>
<a href="list.asp?id=9">信息公开目录</a>
<a href="list.asp?id=10">信息公开指南</a>
<a href="list.asp?id=11">领导信箱</a></p>
</td></tr></table>
<table width="1000"><tr><td align="center">
<div class="footer"><p><a href="/wzdt.asp">网站地图</a>
版权所有：云川市机构编制委员会办公室 主办单位：云川市机构编制委员会办公室
</p>
<p>
<a href="http://www.miitbeian.gov.cn/">鲁ICP备18000139号-1</a>
<a href="http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=37990202000139"><b>鲁公网安备 37990202000139号</b></a>
<span>网站标识码: 3799000039</span>
</p>
<span id="_ideConac"></span><script src="//dcs.conac.cn/js/15/000/0000/99000039/CA150000000990000390001.js" type="text/javascript"></script>
<a href="http://www.gov.cn/fuwu/jiucuopage.html">我为政府网站找错</a>
<p>云川市为虚构城市，本页内容纯属演示</p>
</div>
</td></tr></table></center>
</body></html>
