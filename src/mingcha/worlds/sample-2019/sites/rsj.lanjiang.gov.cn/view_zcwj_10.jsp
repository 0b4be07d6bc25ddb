<!DOCTYPE html>
<html><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>市人社局关于印发年度工作要点的通知-政策法规-澜江市人力资源和社会保障局网站</title>
<meta content="澜江市人力资源和社会保障局网站" name="SiteName" />
<meta content="rsj.lanjiang.gov.cn" name="SiteDomain" />
<meta content="4299000007" name="SiteIDCode" />
<meta content="政策法规" name="ColumnName" />
<meta content="政策文件" name="ColumnType" />
<meta content="市人社局关于印发年度工作要点的通知" name="ArticleTitle" />
<meta content="2021-12-21 09:17" name="PubDate" />
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
<div class="dqwz">当前位置：<a href="/">首页</a> &gt; 政策法规</div>
<h1>市人社局关于印发年度工作要点的通知</h1>
<div class="tips">发表时间：2021-12-21 09:17 | 信息来源：澜江市人力资源和社会保障局</div>
<div class="con_text" id="vsb_content">
<p>市人社局关于印发年度工作要点的通知。本页内容为演示用文字。</p>
<p>相关解读：<a href="/view_zcjd_12.jsp">政策解读</a></p>
</div>
</td></tr></table>
<table width="1000"><tr><td align="center">
<iframe src="/common/foot.html" width="100%" height="160" frameborder="0"></iframe>
</td></tr></table></center>
</body></html>
