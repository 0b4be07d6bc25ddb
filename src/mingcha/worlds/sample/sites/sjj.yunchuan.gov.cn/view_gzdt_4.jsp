<!DOCTYPE html>
<html><head>
<title>市审计局走访服务企业-部门动态-云川市审计局网站</title>
<meta content="云川市审计局网站" name="SiteName" />
<meta content="sjj.yunchuan.gov.cn" name="SiteDomain" />
<meta content="3799000034" name="SiteIDCode" />
<meta content="部门动态" name="ColumnName" />
<meta content="工作动态" name="ColumnType" />
<meta content="市审计局走访服务企业" name="ArticleTitle" />
<meta content="2018-04-05 09:10" name="PubDate" />
<meta content="云川市审计局" name="ContentSource" />
<link rel="stylesheet" href="/css/style.css">
</head><body>
<center><table width="1000" border="0"><tr><td height="90"><font size="6">云川市审计局网站</font></td><td></td></tr></table>
<table width="1000" bgcolor="#2b6cb0"><tr>
<td align="center" class="dh"><a href="/gzdt_1.jsp">部门动态</a></td>
<td align="center" class="dh"><a href="/tzgg_1.jsp">公示公告</a></td>
<td align="center" class="dh"><a href="/zcwj_1.jsp">政策法规</a></td>
<td align="center" class="dh"><a href="/zcjd_1.jsp">政策解读</a></td>
<td align="center" class="dh"><a href="/jgzn_1.jsp">机构设置</a></td>
<td align="center" class="dh"><a href="/xxgknb_1.jsp">政府信息公开年度报告</a></td>
<td align="center" class="dh"><a href="/ghjh_1.jsp">规划计划</a></td>
<td align="center" class="dh"><a href="/czxx_1.jsp">预决算公开</a></td>
<td align="center" class="dh"><a href="/xxgkml_1.jsp">信息公开目录</a></td>
<td align="center" class="dh"><a href="/xxgkzn_1.jsp">信息公开指南</a></td>
<td align="center" class="dh"><a href="/zxhf_1.jsp">网上咨询</a></td>
<td align="center" class="dh"><a href="/gzbb_1.jsp">政府网站工作年度报表</a></td>
</tr></table>
<table width="1000"><tr><td valign="top">
<div class="dqwz">当前位置：<a href="/">首页</a> &gt; 部门动态</div>
<h1>市审计局走访服务企业</h1>
<div class="tips">发表时间：2018-04-05 09:10 | 信息来源：云川市审计局</div>
<div class="con_text" id="vsb_content">
<p>市审计局走访服务企业。本页内容为演示用文字。</p>
</div>
</td></tr></table>
<table width="1000"><tr><td align="center">
<div class="footer"><p><a href="/wzdt.html">网站地图</a>
主办单位：云川市审计局
办公电话：0990-6600034
</p>
<p>
<a href="http://www.miitbeian.gov.cn/">备案序号：鲁ICP备18000134号</a>
<a href="http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=37990202000134">鲁公网安备 37990202000134号</a>
<span>网站标识码3799000043</span>
</p>
<script type="text/javascript">document.write(unescape("%3Cspan id='_ideConac' %3E%3C/span%3E%3Cscript src='//dcs.conac.cn/js/15/000/0000/99000034/CA150000000990000340001.js' type='text/javascript'%3E%3C/script%3E"));</script>
<script id="_jiucuo_" sitecode='3799000034' src='http://pucha.kaipuyun.cn/exposure/jiucuo.js'></script>
<p>云川市为虚构城市，本页内容纯属演示</p>
</div>
</td></tr></table></center>
</body></html>
