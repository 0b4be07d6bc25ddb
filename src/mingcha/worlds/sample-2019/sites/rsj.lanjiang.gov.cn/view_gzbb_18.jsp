<!DOCTYPE html>
<html><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>2021年政府网站工作年度报表-政府网站工作年度报表-澜江市人力资源和社会保障局网站</title>
<meta content="澜江市人力资源和社会保障局网站" name="SiteName" />
<meta content="rsj.lanjiang.gov.cn" name="SiteDomain" />
<meta content="4299000007" name="SiteIDCode" />
<meta content="政府网站工作年度报表" name="ColumnName" />
<meta content="其他" name="ColumnType" />
<meta content="2021年政府网站工作年度报表" name="ArticleTitle" />
<meta content="2022-01-22 09:15" name="PubDate" />
<meta content="澜江市人力资源和社会保障局" name="ContentSource" />
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
<div class="dqwz">当前位置：<a href="/">首页</a> &gt; 政府网站工作年度报表</div>
<h1>2021年政府网站工作年度报表</h1>
<div class="tips">发表时间：2022-01-22 09:15 | 信息来源：澜江市人力资源和社会保障局</div>
<div class="con_text" id="vsb_content">
<p>填报单位：澜江市人力资源和社会保障局</p>
<table border='1'><tr><td>项目</td><td>数量</td></tr><tr><td>信息发布总数</td><td>7</td></tr><tr><td>专题专栏数量</td><td>8</td></tr><tr><td>解读信息发布</td><td>9</td></tr><tr><td>收到留言数量</td><td>10</td></tr><tr><td>办结留言数量</td><td>11</td></tr></table>
<p>填报时间：2022年1月</p>
</div>
</td></tr></table>
<table width="1000"><tr><td align="center">
<iframe src="/common/foot.html" width="100%" height="160" frameborder="0"></iframe>
</td></tr></table></center>
</body></html>
