<!DOCTYPE html>
<html><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>网站地图-云川市统计局网站</title>
<meta content="云川市统计局网站" name="SiteName" />
<meta content="tjj.yunchuan.gov.cn" name="SiteDomain" />
<meta content="3799000019" name="SiteIDCode" />
<meta content="网站地图" name="ColumnName" />
<meta content="其他" name="ColumnType" />
<meta content="云川市统计局网站网站地图栏目" name="ColumnDescription" />
<meta content="网站地图" name="ColumnKeywords" />
<link rel="stylesheet" href="/css/style.css">
</head><body>
<center><table width="1000" border="0"><tr><td height="90"><font size="6">云川市统计局网站</font></td><td></td></tr></table>
<table width="1000" bgcolor="#2b6cb0"><tr>
<td align="center" class="dh"><a href="list.asp?id=1">部门动态</a></td>
<td align="center" class="dh"><a href="list.asp?id=2">公示公告</a></td>
<td align="center" class="dh"><a href="list.asp?id=3">政策法规</a></td>
<td align="center" class="dh"><a href="list.asp?id=4">政策解读</a></td>
<td align="center" class="dh"><a href="list.asp?id=5">机构设置</a></td>
<td align="center" class="dh"><a href="list.asp?id=6">政府信息公开年度报告</a></td>
<td align="center" class="dh"><a href="list.asp?id=7">经济运行月报</a></td>
<td align="center" class="dh"><a href="list.asp?id=8">统计季报</a></td>
<td align="center" class="dh"><a href="list.asp?id=9">年度统计公报</a></td>
<td align="center" class="dh"><a href="list.asp?id=10">工作计划</a></td>
<td align="center" class="dh"><a href="list.asp?id=11">预决算公开</a></td>
<td align="center" class="dh"><a href="list.asp?id=12">信息公开目录</a></td>
<td align="center" class="dh"><a href="list.asp?id=13">信息公开指南</a></td>
<td align="center" class="dh"><a href="list.asp?id=14">网上咨询</a></td>
<td align="center" class="dh"><a href="list.asp?id=16">办事统计</a></td>
</tr></table>
<table width="1000"><tr><td valign="top">
<h2>网站地图</h2>
<p><a href="list.asp?id=1">部门动态</a>
<a href="list.asp?id=2">公示公告</a>
<a href="list.asp?id=3">政策法规</a>
<a href="list.asp?id=4">政策解读</a>
<a href="list.asp?id=5">机构设置</a>
<a href="list.asp?id=6">政府信息公开年度报告</a>
<a href="list.asp?id=7">经济运行月报</a>
<a href="list.asp?id=8">统计季报</a>
<a href="list.asp?id=9">年度统计公报</a>
<a href="list.asp?id=10">工作计划</a>
<a href="list.asp?id=11">预决算公开</a>
<a href="list.asp?id=12">信息公开目录</a>
<a href="list.asp?id=13">信息公开指南</a>
<a href="list.asp?id=14">网上咨询</a>
<a href="list.asp?id=16">办事统计</a></p>
</td></tr></table>
<table width="1000"><tr><td align="center">
<div class="footer"><p><a href="/wzdt.asp">网站地图</a>
版权所有：云川市统计局 主办单位：云川市统计局
联系电话：0990-6600019
</p>
<p>
<a href="http://www.miitbeian.gov.cn/">鲁ICP备18000119号-1</a>
<a href="http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=37990202000119"><b>鲁公网安备 37990202000119号</b></a>
<span>网站标识码: 379900019</span>
</p>
<span id="_ideConac"></span><script src="//dcs.conac.cn/js/15/000/0000/99000019/CA150000000990000190001.js" type="text/javascript"></script>
<a href="http://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=3799000019&amp;url=http%3A%2F%2Ftjj.yunchuan.gov.cn%2F"><img src="/images/jiucuo.png" alt="政府网站找错"></a>
<p>云川市为虚构城市，本页内容纯属演示</p>
</div>
</td></tr></table></center>
</body></html>
