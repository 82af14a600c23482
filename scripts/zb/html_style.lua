-- html_style.lua - how a page looks: light, dark, narrow and on paper. Set like a statistical yearbook: Song for headings and
-- quotes, an even sans with figures of one width for tables, thin rules, no boxes.
return [==[
:root {
  color-scheme: light dark;
  --paper: #fcfcfa; --raised: #fff; --ink: #1d1f21; --soft: #5c6166; --rule: #d5d6d2; --strong: #3a3d40; --band: #f2f3ef;
  --link: #1f4a7a; --bar: #6f8fae; --below: #b98a5e; --good: #1b6e3a; --bad: #a3261e; --warn: #8a5a00;
  --mark: #fbeeb8; --dots: #b4b8bb;
  --song: "Source Han Serif SC", "Noto Serif CJK SC", "Noto Serif SC", "Songti SC", STSong, SimSun, serif;
  --hei: "Source Han Sans SC", "Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", "Hiragino Sans GB",
    "WenQuanYi Micro Hei", sans-serif;
  --digits: "Helvetica Neue", Arial, "Liberation Sans";
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #17191b; --raised: #212427; --ink: #dfe0dc; --soft: #9a9fa3; --rule: #3a3e42; --strong: #a9adb0; --band: #1f2224;
    --link: #8fb7e0; --bar: #5f83a6; --below: #a97d53; --good: #74c08f; --bad: #ec8f85; --warn: #d9a84e;
    --mark: #4d4318; --dots: #5e6468;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 3rem; }
body {
  margin: 0 auto; padding: 2.5rem 1.5rem 4rem; max-width: 68rem; background: var(--paper); color: var(--ink);
  font: 15px/1.7 var(--digits), var(--hei); font-variant-numeric: tabular-nums lining-nums; overflow-wrap: anywhere;
}
h1, h2, h3 { font-family: var(--song); line-height: 1.35; text-wrap: balance; }
h1 { margin: 0; font-size: 1.85rem; font-weight: 600; }
h2 { margin: 2.6rem 0 .8rem; padding-top: .5rem; border-top: 2px solid var(--strong); font-size: 1.28rem; font-weight: 600; }
h3 { margin: 1.8rem 0 .5rem; font-size: 1.06rem; font-weight: 600; }
header { margin-bottom: 1.6rem; padding-bottom: .9rem; border-bottom: 1px solid var(--rule); }
header p { margin: .35rem 0 0; max-width: none; color: var(--soft); }
p, ul, aside { max-width: 42em; }
p { margin: .6rem 0; }
ul { padding-left: 1.4em; }
a { color: var(--link); text-underline-offset: .2em; text-decoration-thickness: 1px; }
a:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible, [tabindex]:focus-visible {
  outline: 2px solid var(--link); outline-offset: 2px;
}
aside { margin: .8rem 0; padding: .1rem 0 .1rem .9rem; border-left: 3px solid var(--rule); color: var(--soft); }
nav ul { columns: 14em; margin: 0; padding: 0; list-style: none; font-size: .93rem; max-width: none; }
nav a { color: inherit; text-decoration: none; }
nav a:hover { text-decoration: underline; }

figure { margin: 1.2rem 0 2rem; }
figcaption, caption { caption-side: top; text-align: left; font: 600 1rem/1.5 var(--song); padding: 0 0 .4rem; }
caption small, figcaption small { color: var(--soft); font: .85rem var(--hei); }
.wide { margin: 1.2rem 0 2rem; }
.broad {
  position: relative; left: 50%; width: max-content; max-width: calc(100vw - 3rem); transform: translateX(-50%); overflow-x: auto;
}
.broad th, .broad td { padding-inline: .4rem; }
.broad table { font-size: .88rem; }
table {
  min-width: min(100%, 32rem); border-collapse: collapse; border-top: 1.5px solid var(--strong);
  border-bottom: 1.5px solid var(--strong); font-size: .93rem; line-height: 1.5;
}
th, td { padding: .3rem .6rem; text-align: left; vertical-align: baseline; unicode-bidi: isolate; }
th:first-child, td:first-child { padding-left: .25rem; }
th:last-child, td:last-child { padding-right: .25rem; }
thead { position: sticky; top: 0; z-index: 1; background: var(--paper); box-shadow: 0 1px 0 var(--strong); }
thead th { padding-right: .9rem; font-weight: 600; vertical-align: bottom; text-wrap: balance; }
th[scope=colgroup] { text-align: center; border-bottom: 1px solid var(--rule); }
thead small { display: block; color: var(--soft); font-weight: 400; font-size: .82rem; }
tbody tr { border-bottom: 1px solid var(--rule); }
tbody tr:hover { background: var(--band); }
tbody th[colspan] { padding-top: .9rem; font-family: var(--song); }
.n { text-align: right; white-space: nowrap; overflow-wrap: normal; }
.quote { font-family: var(--song); max-width: 30em; }
td { min-width: 2.5em; }
thead th.n { white-space: normal; min-width: 4.4em; }
.short { white-space: nowrap; }
.long { min-width: 7em; }
.code { font-family: ui-monospace, "SFMono-Regular", Menlo, Consolas, var(--hei), monospace; font-size: .88em; }
.good { color: var(--good); } .bad { color: var(--bad); } .warn { color: var(--warn); } .fine { color: var(--link); }
.muted { color: var(--soft); }
.strong { font-weight: 600; }
.under { margin: .4rem 0 0; color: var(--soft); font-size: .87rem; }
th button { all: unset; position: relative; cursor: pointer; font: inherit; }
th button::after { position: absolute; left: 100%; bottom: 0; padding-left: .1em; font-size: .8em; font-weight: 400; }
th button:hover::after { content: "\2195"; opacity: .5; }
th[aria-sort=ascending] button::after { content: "\2191"; opacity: 1; }
th[aria-sort=descending] button::after { content: "\2193"; opacity: 1; }
th button:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.filter { display: flex; gap: .6rem; align-items: baseline; margin-bottom: .4rem; color: var(--soft); font-size: .88rem; }
.filter input { flex: 0 1 18em; min-width: 0; }
input, select, textarea, .button {
  font: inherit; color: inherit; background: var(--raised); border: 1px solid var(--rule); border-radius: 3px;
  padding: .2rem .5rem;
}

.cite { color: inherit; text-decoration: underline dotted; text-decoration-color: var(--dots); }
.cite:hover { color: var(--link); text-decoration-style: solid; }
.derived::after { content: "*"; color: var(--soft); }
q { quotes: none; font-family: var(--song); unicode-bidi: isolate; }
mark { background: var(--mark); color: inherit; padding: 0 .1em; }
.evidence { padding: 0; list-style: none; max-width: none; font-size: .9rem; line-height: 1.6; }
.evidence li { display: grid; grid-template-columns: 2.8rem 1fr; column-gap: .5rem; padding: .4rem 0; break-inside: avoid;
  border-bottom: 1px solid var(--rule); content-visibility: auto; contain-intrinsic-size: auto 4rem; }
.evidence li > span:first-child { color: var(--soft); text-align: right; }
.evidence li:target { background: var(--mark); }
.evidence cite { display: block; font-style: normal; color: var(--soft); font-size: .87rem; }
.back { text-decoration: none; padding: 0 .3em; }
#card {
  position: absolute; z-index: 9; width: min(30rem, calc(100vw - 2rem)); max-height: 22rem; overflow: auto; padding: .5rem .9rem;
  background: var(--raised); border: 1px solid var(--strong); border-radius: 3px; box-shadow: 0 4px 18px rgb(0 0 0 / .22);
}
#card .evidence { margin: 0; }
#card .evidence li:last-child { border: 0; }

.chart { display: block; overflow: visible; max-width: 46rem; font: 13px var(--digits), var(--hei); }
.chart .label { text-anchor: end; }
.chart text { fill: var(--ink); }
.chart .hit { fill: none; pointer-events: all; }
.chart a:hover .hit, .chart a:focus .hit { fill: var(--band); }
.chart a { text-decoration: none; }
.chart .bar { fill: var(--bar); } .chart .below { fill: var(--below); }
.chart .bar.bad { fill: var(--below); }
.chart .axis { stroke: var(--strong); } .chart .grid { stroke: var(--rule); } .chart .grid.axis { stroke: var(--strong); }
.chart .target { stroke: var(--ink); stroke-width: 2.5; }
.chart .end { text-anchor: end; } .chart .middle, .chart .point { text-anchor: middle; }
.chart .tick { fill: var(--soft); }
.chart .point { font-size: 11.5px; fill: var(--s); paint-order: stroke; stroke: var(--paper); stroke-width: 3px; }
.chart .value.good { fill: var(--good); } .chart .value.bad { fill: var(--bad); } .chart .value.warn { fill: var(--warn); }
.chart .mark { overflow: visible; }
.chart g line { stroke: var(--s); stroke-width: 1.8; } .chart g .mark { fill: var(--s); }
.chart .d2 line { stroke-dasharray: 7 3; } .chart .d3 line { stroke-dasharray: 2 3; }
.chart text.name { fill: var(--s); font-weight: 600; }
.s1 { --s: #2f6ea5; } .s2 { --s: #b0552d; } .s3 { --s: #3f7f4f; }
.s4 { --s: #7a5ba6; } .s5 { --s: #8a7420; } .s6 { --s: #a3457a; }

@media (prefers-color-scheme: dark) {
  .s1 { --s: #7fb2e0; } .s2 { --s: #e39a75; } .s3 { --s: #86c497; }
  .s4 { --s: #b9a0e0; } .s5 { --s: #d0bb66; } .s6 { --s: #e094bd; }
}
@media (max-width: 44rem) {
  body { padding: 1.2rem 1rem 3rem; font-size: 15px; }
  h1 { font-size: 1.45rem; }
  .wide { overflow-x: auto; margin-inline: -1rem; padding-inline: 1rem; }
  .wide table { width: max-content; min-width: 100%; }
  .wide td, .wide th { max-width: 17em; }
  thead { position: static; }
  .chart { font-size: 12px; }
}
@media print {
  :root {
    color-scheme: light; --paper: #fff; --raised: #fff; --ink: #000; --soft: #444; --rule: #bbb; --strong: #000; --band: #fff;
    --link: #000; --bar: #8aa3ba; --below: #c8a684; --good: #000; --bad: #000; --warn: #000; --mark: #eee; --dots: #bbb;
  }
  @page { size: A4; margin: 18mm 16mm; }
  @page broad { size: A4 landscape; margin: 12mm; }
  body:has(.broad) { page: broad; }
  .broad { position: static; width: auto; max-width: none; transform: none; overflow: visible; }
  .broad table { font-size: 7pt; } .broad thead th.n { min-width: 0; } .broad th, .broad td { padding-inline: .25rem; }
  html { font-size: 9.5pt; }
  body { padding: 0; max-width: none; font-size: 1rem; line-height: 1.5; }
  thead { position: static; display: table-header-group; box-shadow: none; border-bottom: 1px solid var(--strong); }
  th button { display: contents; }               /* a button is not repeated on the next page */
  tr, figure, li { break-inside: avoid; } h2, h3, caption, figcaption { break-after: avoid; }
  .filter, #card, .back, th button::after { display: none; }
  .cite { text-decoration: none; }
  .cite[data-e]::after { content: "[" attr(data-e) "]"; padding-left: .1em; font-size: .65em; vertical-align: super;
    color: var(--soft); }
  .evidence { columns: 2; column-gap: 8mm; font-size: .8rem; }
  .evidence cite { font-size: 1em; }
  .evidence li { content-visibility: visible; }
}
]==]
