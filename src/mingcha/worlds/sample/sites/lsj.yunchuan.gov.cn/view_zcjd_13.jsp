<!DOCTYPE html>
<html><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>关于《市粮食局关于印发年度工作要点的通知》的政策解读-政策解读-云川市粮食局网站</title>
<meta content="云川市粮食局网站" name="SiteName" />
<meta content="lsj.yunchuan.gov.cn" name="SiteDomain" />
<meta content="3799000022" name="SiteIDCode" />
<meta content="政策解读" name="ColumnName" />
<meta content="政策解读" name="ColumnType" />
<meta content="关于《市粮食局关于印发年度工作要点的通知》的政策解读" name="ArticleTitle" />
<meta content="2017-12-19 09:26" name="PubDate" />
<meta content="云川市粮食局" name="ContentSource" />
<link rel="stylesheet" href="/css/style.css">
</head><body>
<center><table width="1000" border="0"><tr><td height="90"><font size="6">云川市粮食局网站</font></td><td></td></tr></table>
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
<div class="dqwz">当前位置：<a href="/">首页</a> &gt; 政策解读</div>
<h1>关于《市粮食局关于印发年度工作要点的通知》的政策解读</h1>
<div class="tips">发表时间：2017-12-19 09:26 | 信息来源：云川市粮食局</div>
<div class="con_text" id="vsb_content">
<p>现就<a href="/view_zcwj_10.jsp">《市粮食局关于印发年度工作要点的通知》</a>的出台背景和主要内容说明如下。</p>
<p>一是明确责任分工，二是细化工作流程，三是方便群众查询办理。</p>
</div>
</td></tr></table>
<table width="1000"><tr><td align="center">
<div class="footer"><p><a href="/wzdt.html">网站地图</a>
主办单位：云川市粮食局
联系方式：0990-6600022
</p>
<p>
<a href="http://www.miitbeian.gov.cn/">备案序号：鲁ICP备18000122号</a>
<a href="http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=37990202000122">鲁公网安备 37990202000122号</a>
<span>网站标识码3799000022</span>
</p>
<script type="text/javascript">document.write(unescape("%3Cspan id='_ideConac' %3E%3C/span%3E%3Cscript src='//dcs.conac.cn/js/15/000/0000/99000022/CA150000000990000220001.js' type='text/javascript'%3E%3C/script%3E"));</script>
<script id="_jiucuo_" sitecode='3799000022' src='http://pucha.kaipuyun.cn/exposure/jiucuo.js'></script>
<p>云川市为虚构城市，本页内容纯属演示</p>
</div>
</td></tr></table></center>
</body></html>
