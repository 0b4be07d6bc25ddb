<!DOCTYPE html>
<html><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>政府信息公开年度报告-澜江市人力资源和社会保障局网站</title>
<meta content="澜江市人力资源和社会保障局网站" name="SiteName" />
<meta content="rsj.lanjiang.gov.cn" name="SiteDomain" />
<meta content="4299000007" name="SiteIDCode" />
<meta content="政府信息公开年度报告" name="ColumnName" />
<meta content="信息公开年报" name="ColumnType" />
<meta content="澜江市人力资源和社会保障局网站政府信息公开年度报告栏目" name="ColumnDescription" />
<meta content="政府信息公开年度报告" name="ColumnKeywords" />
<link rel="stylesheet" href="/css/style.css">
</head><body>
<center><table width="1000" border="0"><tr><td height="90"><font size="6">澜江市人力资源和社会保障局网站</font></td><td></td></tr></table>
<table width="1000" bgcolor="#2b6cb0"><tr>
<td align="center" class="dh"><a href="/gzdt_1.jsp">部门动态</a></td>
<td align="center" class="dh"><a href="/tzgg_1.jsp">公示公告</a></td>
<td align="center" class="dh"><a href="/zcwj_1.jsp">政策法规</a></td>
<td align="center" class="dh"><a href="/zcjd_1.jsp">政策解读</a></td>
<td align="center" class="dh"><a href="/jgzn_1.jsp">机构设置</a></td>
<td align="center" class="dh"><a href="/xxgknb_1.jsp">政府信息公开年度报告</a></td>
<td align="center" class="dh"><a href="/ghjh_1.jsp">工作计划</a></td>
<td align="center" class="dh"><a href="/czxx_1.jsp">预决算公开</a></td>
<td align="center" class="dh"><a href="/xxgkml_1.jsp">信息公开目录</a></td>
</tr></table>
<table width="1000"><tr><td valign="top">
<div class="dqwz">当前位置：<a href="/">首页</a> &gt; 政府信息公开年度报告</div>
<h2>政府信息公开年度报告</h2>
<div class="bymonth">
<h4 class="month">2022年01月</h4>
<ul>
<li><span class="d">18日</span> <a href="/view_xxgknb_13.jsp">澜江市人力资源和社会保障局关于2021年政府信息公开工作的年度报告</a></li>
</ul>
<h4 class="month">2021年01月</h4>
<ul>
<li><span class="d">15日</span> <a href="/view_xxgknb_14.jsp">澜江市人力资源和社会保障局关于2020年政府信息公开工作的年度报告</a></li>
</ul>
</div>

</td></tr></table>
<table width="1000"><tr><td align="center">
<iframe src="/common/foot.html" width="100%" height="160" frameborder="0"></iframe>
</td></tr></table></center>
</body></html>
