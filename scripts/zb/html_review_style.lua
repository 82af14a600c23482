-- html_review_style.lua - how a text looks that is read against its figures: the text as a book page, the figures beside it; on a
-- narrow screen below it. The kinds of figures differ by their underlines, not only by their colours.
return [==[
.reader {
  display: grid; grid-template-columns: minmax(0, 1fr) 27rem; grid-template-rows: auto auto 1fr; max-width: none; padding: 0;
}
.reader > header, .reader > nav, .reader > main, .reader > noscript { grid-column: 1; padding: 0 2rem 0 4.5rem; }
.reader > header { margin: 0; padding-top: 2rem; padding-bottom: .8rem; }
.reader > main { padding-bottom: 40vh; }
.text { max-width: calc(38em + 3.4rem); margin: 1rem auto; font: 17px/1.95 var(--song); }
.text p { max-width: none; margin: 0 0 .55em; text-indent: 2em; }
.text h3 { margin: 1.2em 0 .5em; }
.text .row, .text .raw { text-indent: 0; margin: 0; white-space: pre-wrap; tab-size: 4; }
.text .gap { text-indent: 0; color: var(--soft); font-size: .85em; }
.text table { margin: .8em 0; font-family: var(--hei); }
.text td:first-child { padding-left: .25rem; }
.text small.gap { padding: 0 .5em; }
.chunk { padding-left: 3.4rem; content-visibility: auto; contain-intrinsic-size: auto 3200px; }
[data-l] { position: relative; }
[data-l]::before {
  content: attr(data-l); position: absolute; left: -3.4rem; width: 2.6rem; text-align: right; text-indent: 0;
  color: var(--soft); font: 11px/2.9 var(--digits); opacity: .7;
}
tr[data-l]::before { line-height: 2.2; }
i { font-style: normal; cursor: pointer; text-decoration: underline 2px; text-underline-offset: .28em;
  text-decoration-skip-ink: none; unicode-bidi: isolate; }
i.a { text-decoration-color: #4c86b8; } i.e { text-decoration: underline dashed 2px #4c86b8; }
i.t { text-decoration: underline double 2px #b06a2c; } i.r { text-decoration: underline dotted 2px #8b8f93; }
i.u { text-decoration: underline wavy 1.5px #c0392b; }
i:hover { background: var(--band); }
i.lit { background: var(--mark); box-shadow: 0 0 0 3px var(--mark); border-radius: 1px; }
i[data-v]::after { content: attr(data-v); padding-left: .1em; font-size: .72em; vertical-align: super; font-family: var(--hei); }

#panel {
  grid-column: 2; grid-row: 1 / span 4; position: sticky; top: 0; display: flex; flex-direction: column; height: 100vh;
  max-width: none; margin: 0; padding: .7rem .9rem; border: 0; border-left: 1px solid var(--rule);
  background: var(--band); color: var(--ink);
  font-size: .88rem; line-height: 1.5;
}
#panel[hidden] { display: none; }
#search { width: 100%; }
#more { display: flow-root; margin: .35rem -.35rem 0 0; } #more summary { display: none; }
#more select { float: left; width: calc(50% - .35rem); margin: 0 .35rem .35rem 0; }
.bar { clear: left; display: flex; gap: .35rem; margin-right: .35rem; }
.bar button { flex: 1; }
#filters output { display: block; margin-top: .3rem; color: var(--soft); }
#message { margin: 0; color: var(--warn); } #message:empty { display: none; }
#legend { margin: .3rem 0; color: var(--soft); } #legend i { cursor: default; margin-right: .6em; }
.button { cursor: pointer; } .button:hover { border-color: var(--strong); }
.button[aria-pressed=true] { background: var(--ink); color: var(--paper); border-color: var(--ink); }
#list {
  position: relative; flex: 1 1 40%; min-height: 9rem; overflow-y: auto; background: var(--paper); border: 1px solid var(--rule);
}
.rows { position: relative; }
.row { line-height: 1.45; }
#list .row {
  position: absolute; left: 0; right: 0; height: 46px; padding: 3px .6rem; overflow: hidden; cursor: pointer;
  display: grid; grid-template-columns: 1.2em 1fr auto; column-gap: .3rem; border-bottom: 1px solid var(--rule);
}
#list .row:hover { background: var(--band); }
#list .row[aria-selected=true] { background: var(--mark); box-shadow: inset 3px 0 0 var(--strong); }
#list .row b, #list .row .what, #list .row .much { grid-row: 1; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
#list .row .much { font-weight: 600; }
#list .row small { grid-column: 2 / -1; color: var(--soft); white-space: nowrap; }
#list .row.u .what { text-decoration: underline wavy 1px #c0392b; text-underline-offset: .2em; }
#list .rows > p { padding: 1rem; color: var(--soft); }
#detail { flex: 0 1 auto; max-height: 52%; overflow-y: auto; padding-top: .4rem; }
#detail p { margin: .2rem 0 .5rem; max-height: 7.5em; overflow-y: auto; font-size: .95rem; line-height: 1.65; }
#verdict { display: flex; gap: .35rem; margin-bottom: .5rem; } #verdict button { flex: 1; }
#edit { display: grid; grid-template-columns: 1fr 1fr; gap: .3rem .6rem; }
#edit label { display: grid; grid-template-columns: 2.4em 1fr; align-items: baseline; }
:lang(en) #edit label { grid-template-columns: 4.6em 1fr; }
#edit label:last-child { grid-column: 1 / -1; }
#edit span { color: var(--soft); }
#edit input, #edit select { min-width: 0; width: 100%; padding: .1rem .35rem; }
#edit [aria-invalid=true] { border-color: var(--bad); outline: 1px solid var(--bad); }
#detail dl { display: grid; grid-template-columns: auto 1fr; gap: 0 .6rem; margin: .6rem 0 0; color: var(--soft); }
#detail dd { margin: 0; color: var(--ink); }
#keys { margin-top: .4rem; color: var(--soft); } #keys summary { cursor: pointer; }
#keys dl { display: grid; grid-template-columns: 1fr 1fr; gap: .1rem .8rem; margin: .3rem 0 0; }
#keys div { display: flex; gap: .5rem; } #keys dd { margin: 0; }
kbd {
  padding: 0 .35em; border: 1px solid var(--rule); border-radius: 3px; background: var(--raised);
  font: .9em ui-monospace, monospace;
}

@media (max-width: 60rem) {
  html { scroll-padding-bottom: 50vh; }
  #more summary { display: list-item; color: var(--soft); }
  .reader { display: block; }
  .reader > header, .reader > nav, .reader > main { padding-inline: 1rem; }
  .reader > main { padding-bottom: 60vh; }
  .text { font-size: 16px; }
  [data-l]::before { display: none; } .chunk { padding-left: 0; }
  #panel {
    position: fixed; inset: auto 0 0; height: 50vh; padding: .5rem .8rem; overflow-y: auto; border: 0;
    border-top: 1px solid var(--strong); box-shadow: 0 -4px 14px rgb(0 0 0 / .15);
  }
  #list { flex: none; height: 8.7rem; min-height: 0; } #detail { max-height: none; overflow: visible; }
}
@media print {
  .reader { display: block; } #panel { display: none; }
  .reader > header, .reader > main { padding: 0; }
  .text { max-width: none; font-size: 10.5pt; line-height: 1.75; } .chunk { padding-left: 0; content-visibility: visible; }
  [data-l]::before { display: none; }
}
]==]
