"""The same article as layout editors and Word set it, in pieces of our own."""

LINES = (
    "近日，江城市纪委监委对节日期间查处的三起典型问题进行通报，要求各级党组织引以为戒。",
    "李某某，江城市某局原科长，2023年9月违规收受管理服务对象所送礼金2万元，受到党内警告处分。",
    "周某某，青山县某镇干部，2023年10月公车私用，受到批评教育，相关费用由个人承担。",
    "各单位要举一反三，健全制度，把纪律规矩挺在前面。",
)
"""Its paragraphs. Every setting has the headings 通报的三起问题 and 整改要求 besides."""

_PIECES = {
    "135": """
<section data-role="outer" class="article135" label="edit by 135editor">
<section class="_135editor" data-tools="135编辑器" data-id="1"><section style="text-align:center;margin:10px auto">
<section style="display:flex;justify-content:center;align-items:center"><section style="width:40px;border-radius:50%">
<strong class="autonum" data-original-title="">01</strong></section><section class="135brush" data-brushtype="text"
style="font-size:18px;color:#c00;font-weight:bold">通报的三起问题</section></section>
<section class="assistant" style="width:100%;height:2px;background:#c00"></section></section></section>
<section class="_135editor"><section class="135brush" data-autoskip="1"><p style="text-indent:2em">%s</p><p>%s</p></section></section>
<section class="_135editor"><svg viewBox="0 0 375 60"><foreignObject width="100%"><section><section style="text-align:center">
<strong class="135brush" data-brushtype="text">02</strong></section><section style="text-align:center;font-size:18px;color:#c00">
<strong class="135brush">整改要求</strong></section></section></foreignObject></svg></section>
<section class="_135editor"><section class="135brush"><p>%s</p><p><br></p><p>%s</p></section></section></section>""",
    "xiumi": """
<section style="box-sizing:border-box;font-size:16px" powered-by="xiumi.us"><section style="display:flex;flex-flow:row nowrap"
powered-by="xiumi.us"><section style="display:inline-block;width:auto;min-width:10%;flex:0 0 auto"><section style="font-size:36px;color:#c00">
<p style="margin:0">壹</p></section></section><section style="display:inline-block;width:auto;flex:100 100 0%"><section style="color:#c00">
<p style="margin:0"><strong>通报的三起问题</strong></p></section><section><svg viewBox="0 0 1 1" style="float:left;width:0"></svg></section>
</section></section><section powered-by="xiumi.us"><p style="white-space:normal">%s</p><p><br></p><p>%s</p></section>
<section style="display:flex;flex-flow:row nowrap" powered-by="xiumi.us"><section style="display:inline-block;flex:0 0 auto">
<section style="font-size:36px;color:#c00"><p>贰</p></section></section><section style="display:inline-block;flex:100 100 0%">
<section style="color:#c00"><p><strong>整改要求</strong></p></section></section></section>
<section powered-by="xiumi.us"><p>%s</p><p>%s</p></section></section>""",
    "mdnice": """
<section id="nice" data-tool="mdnice编辑器" data-website="https://www.mdnice.com"><h2 data-tool="mdnice编辑器"><span class="prefix"
style="display:none">旧</span><span class="content">通报的三起问题</span><span class="suffix"></span></h2><p data-tool="mdnice编辑器">%s</p>
<ul class="list-paddingleft-1"><li><section>%s<sup class="footnote-ref">[1]</sup></section></li><li><section>%s</section></li></ul>
<h2><span class="content">整改要求</span></h2><blockquote class="multiquote-1"><p>%s</p></blockquote>
<section class="footnotes"><span class="footnote-item"><span class="footnote-num">[1]&nbsp;</span><p>见通报</p></span></section></section>""",
    "word": """
<p class="MsoNormal"><b><span style="font-size:16pt"><font face="黑体">一、</font></span></b><b><span style="font-size:16pt"><font face="黑体">通报的三起问题
</font></span></b><o:p></o:p></p><p class="MsoNormal" style="text-indent:32pt;mso-char-indent-count:2"><font face="仿宋">%s</font>
<span lang="EN-US"><o:p>&nbsp;</o:p></span></p><p class="MsoNormal"><span><font face="仿宋">%s</font></span></p><p class="MsoNormal"><b><font
face="黑体">二、</font></b><b><font face="黑体">整改要求</font></b><o:p></o:p></p><p class="MsoNormal">%s</p><p class="MsoNormal">%s<o:p></o:p></p>""",
    "yiban": """
<section data-mpa-template="t" mpa-from-tpl="t"><section style="display:inline-block;background:#d00" mpa-from-tpl="t"><p mpa-is-content="t">
NO.1</p></section><section style="display:inline-block" mpa-from-tpl="t"><p mpa-is-content="t"><strong>通报的三起问题</strong></p></section></section>
<p><span mpa-font-style="k1" style="font-size:15px">%s</span></p><p><span style="color:rgba(255,255,255,0)">暗记</span><span>%s</span></p>
<section data-mpa-template="t"><section style="display:inline-block;background:#d00"><p>NO.2</p></section><section style="display:inline-block">
<p><strong>整改要求</strong></p></section></section><p>%s</p><p>%s</p>""",
    "wechat": """
<section data-pm-slice="0 0 []"><section style="text-align:center"><span leaf="" style="font-size:20px"><strong>一</strong></span></section>
<section style="text-align:center"><span textstyle="" style="font-size:18px;font-weight:bold"><span leaf="">通报的三起问题</span></span></section>
<section><span leaf="">%s</span></section><p><span leaf="">%s</span></p><p style="display:none"><mp-style-type data-value="3"></mp-style-type></p>
<section style="text-align:center"><span leaf="" style="font-size:20px"><strong>二</strong></span></section>
<section style="text-align:center"><span style="font-size:18px;font-weight:bold"><span leaf="">整改要求</span></span></section>
<section><p><span leaf="">%s</span></p><p><span leaf="">%s</span></p></section></section>""",
}


def _fill(piece: str) -> str:
    for line in LINES:
        piece = piece.replace("%s", line, 1)
    return piece


SETTINGS = {name: _fill(piece) for name, piece in _PIECES.items()}
"""The markup by editor."""
