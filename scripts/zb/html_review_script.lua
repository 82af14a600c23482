-- html_review_script.lua - how a reader goes through the figures of a text: the list, its filters, the card of one figure,
-- marks of right and wrong, and their file (docs/corrections.md). The list is drawn row by row, where it is seen.
return [==[
'use strict';
(function () {
  const data = JSON.parse(document.getElementById('figures').textContent);
  const W = data.words, S = data.strings, N = data.mark.length;
  const byId = (id) => document.getElementById(id);
  const make = (name, properties, ...children) => {
    const e = Object.assign(document.createElement(name), properties);
    e.append(...children);
    return e;
  };
  const str = (column, i) => S[data[column][i]];
  const word = (code) => W['=' + code] || code;
  const names = new Map(data.indicators), codes = new Map(data.indicators.map((x) => [x[1], x[0]]));
  const nameOf = (i) => names.get(str('indicator', i)) || '';

  // ---- which document a figure is of, which element of the text it is
  const ends = [];
  data.docs.reduce((sum, d, k) => (ends[k] = sum + d.rows), 0);
  const docOf = (i) => data.docs[ends.findIndex((e) => i < e)];
  const holders = Array.from(document.querySelectorAll('[data-m]')), firsts = holders.map((h) => Number(h.dataset.m));
  function markOf(i) {
    let low = 0, high = firsts.length;
    while (low + 1 < high) {
      const middle = (low + high) >> 1;
      if (firsts[middle] <= data.mark[i]) low = middle; else high = middle;
    }
    return holders[low].getElementsByTagName('i')[data.mark[i] - firsts[low]];
  }
  function figureAt(element) {
    const holder = element.closest('[data-m]');
    const mark = Number(holder.dataset.m) + Array.prototype.indexOf.call(holder.getElementsByTagName('i'), element);
    let low = 0, high = N;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (data.mark[middle] < mark) low = middle + 1; else high = middle;
    }
    return low;
  }
  const told = new Map();
  data.docs.forEach((d, k) => d.told.forEach((t) => {
    const key = k + ':' + t[0] + ':' + t[1];
    told.set(key, (told.get(key) || []).concat([t]));
  }));
  const toldOf = (i) => told.get(ends.findIndex((e) => i < e) + ':' + data.line[i] + ':' + data.column[i]) || [];

  // ---- marks: what the reader says, by figure; lost: lines of a file that find no figure
  const verdicts = new Map();
  let lost = [], unsaved = false;
  const fields = ['value', 'unit', 'subject', 'indicator', 'measure', 'basis', 'bound', 'status', 'period'];
  function lineOf(i) {
    const v = verdicts.get(i), d = docOf(i);
    return JSON.stringify(Object.assign({
      doc: d.doc, sha256: d.sha256, quote: str('quote', i), text: str('text', i), ordinal: data.ordinal[i], start: data.start[i],
      verdict: v.verdict,
    }, v.verdict === 'wrong' ? v.fields : {}, v.note ? { note: v.note } : {}));
  }
  const fileText = () => Array.from(verdicts.keys()).sort((a, b) => a - b).map(lineOf).concat(lost).map((l) => l + '\n').join('');
  const shelf = 'zhibiao:' + data.docs.map((d) => d.sha256).join(',');
  function keep() {
    unsaved = true;
    try { localStorage.setItem(shelf, fileText()); } catch (error) { /* a browser that keeps nothing */ }
  }
  function say(i, verdict, more) {
    const v = Object.assign({ verdict, fields: {}, note: '' }, verdicts.get(i), { verdict }, more);
    verdicts.set(i, v);
    changed(i);
  }
  function unsay(i) {
    verdicts.delete(i);
    changed(i);
  }
  const signs = { right: '✓', wrong: '✗', none: '∅' };
  function paint(i) {
    const v = verdicts.get(i);
    const mark = markOf(i);
    if (mark && v) mark.dataset.v = signs[v.verdict];
    else if (mark) delete mark.dataset.v;
  }
  function changed(i) {
    paint(i);
    keep();
    draw(true);
    card();
    count();
  }

  // ---- the file
  let index = null;
  function find(c) {
    const base = (s) => s.split(/[\\/]/).pop();
    const k = data.docs.findIndex((d) => d.sha256 === c.sha256), same = k >= 0;
    const doc = same ? k : data.docs.findIndex((d) => base(d.doc) === base(c.doc || ''));
    if (doc < 0) return -1;
    if (!index) {
      index = new Map();
      for (let i = 0; i < N; i++) {
        const key = [str('text', i), str('quote', i), data.ordinal[i]].join('\n');
        index.set(key, (index.get(key) || []).concat(i));
      }
    }
    const inside = (i) => docOf(i) === data.docs[doc];
    const all = (index.get([c.text, c.quote, c.ordinal || 1].join('\n')) || []).filter(inside);
    const far = (i) => Math.abs(data.start[i] - c.start);
    return all.reduce((best, i) => (best < 0 || (c.start !== undefined && far(i) < far(best)) ? i : best), -1);
  }
  function read(text, message) {
    const lines = text.split('\n').map((l) => l.trim());
    const parsed = [];
    for (let n = 0; n < lines.length; n++) {
      if (!lines[n]) continue;
      try {
        parsed.push([lines[n], JSON.parse(lines[n])]);
        if (typeof parsed[parsed.length - 1][1].quote !== 'string') throw new Error();
      } catch (error) {
        tell(W.bad + ' ' + (n + 1));
        return;
      }
    }
    let done = 0;
    for (const [line, c] of parsed) {
      const i = find(c);
      if (i < 0) {
        if (!lost.includes(line)) lost.push(line);
        continue;
      }
      const given = {};
      fields.forEach((f) => { if (c[f] !== undefined) given[f] = c[f] === null ? '' : String(c[f]); });
      verdicts.set(i, { verdict: c.verdict || 'wrong', fields: given, note: c.note || '' });
      paint(i);
      done++;
    }
    tell(done + ' ' + message + (lost.length ? '；' + lost.length + ' ' + W.lost : ''));
    count();
    filter();
  }
  function save() {
    const link = make('a', { href: URL.createObjectURL(new Blob([fileText()], { type: 'application/jsonl' })) });
    link.download = 'corrections.jsonl';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    unsaved = false;
    count();
  }
  window.addEventListener('beforeunload', (event) => { if (unsaved) event.preventDefault(); });

  // ---- filters
  const state = { search: '', indicator: '', status: '', section: '', rule: '', verdict: '' };
  let shown = [], at = -1;                                     // figures that fit; the chosen one's place among them
  const chapter = (i) => str('section', i).split(' > ')[0];
  const verdictOf = (i) => (verdicts.has(i) ? verdicts.get(i).verdict : 'open');
  function fits(hits) {
    const same = (wanted, value) => wanted === '' || wanted === '=' + value;
    const cells = ['text', 'quote', 'subject', 'indicator', 'unit'].map((c) => data[c]);
    return (i) => same(state.indicator, str('indicator', i)) && same(state.status, str('status', i)) &&
      same(state.section, chapter(i)) && same(state.rule, str('rule', i)) &&
      (state.verdict === '=told' ? toldOf(i).length > 0 : same(state.verdict, verdictOf(i))) &&
      hits.every((hit) => cells.some((cell) => hit[cell[i]]));
  }
  function filter() {
    const hits = state.search.toLowerCase().split(/\s+/).filter(Boolean).map((term) => {
      const lists = (s) => s.toLowerCase().includes(term) || (names.has(s) && names.get(s).toLowerCase().includes(term));
      return Uint8Array.from(S, (s) => (lists(s) ? 1 : 0));
    });
    const chosen = current(), test = fits(hits);
    shown = [];
    for (let i = 0; i < N; i++) if (test(i)) shown.push(i);
    at = shown.indexOf(chosen);
    list.scrollTop = 0;
    if (at >= 0) reveal();
    draw(true);
    count();
  }
  function select(key, title, values, label) {
    const box = make('select', { id: 'by-' + key });
    box.append(make('option', { value: '', textContent: title + W.colon + W.all }));
    for (const [value, n] of values) box.append(make('option', { value: '=' + value, textContent: label(value) + '  ' + n }));
    box.setAttribute('aria-label', title);
    box.addEventListener('change', () => { state[key] = box.value; filter(); });
    return box;
  }
  function tally(get, order) {
    const n = new Map();
    for (let i = 0; i < N; i++) n.set(get(i), (n.get(get(i)) || 0) + 1);
    const pairs = Array.from(n);
    return order ? pairs.sort((a, b) => b[1] - a[1]) : pairs;
  }

  // ---- the list: rows of one height, drawn where they are seen
  const list = byId('list'), ROW = 46;
  const rows = make('div', { className: 'rows' });
  list.append(rows);
  const current = () => (at >= 0 ? shown[at] : -1);
  const quantity = (i) => {
    const v = verdicts.get(i), f = v && v.verdict === 'wrong' ? v.fields : {};
    return (f.value !== undefined ? f.value : str('shown', i)) + (f.unit !== undefined ? f.unit : str('unit', i));
  };
  let drawn = '';
  function draw(anew) {
    const first = Math.max(0, Math.floor(list.scrollTop / ROW) - 4);
    const last = Math.min(shown.length, first + Math.ceil(list.clientHeight / ROW) + 8);
    rows.style.height = Math.max(1, shown.length) * ROW + 'px';
    const key = first + ':' + last;
    if (key === drawn && !anew) return;
    drawn = key;
    rows.replaceChildren();
    if (!shown.length) rows.append(make('p', { textContent: W.nothing }));
    for (let k = first; k < last; k++) {
      const i = shown[k], v = verdicts.get(i);
      const row = make('div', { id: 'f' + i, className: 'row' + (str('rule', i) === 'unclaimed' ? ' u' : '') },
        make('b', { textContent: v ? signs[v.verdict] : '' }),
        make('span', { className: 'what', textContent: nameOf(i) || str('subject', i) || W.unclaimed }),
        make('span', { className: 'much', textContent: quantity(i) }),
        make('small', { textContent: [data.line[i] + ':' + data.column[i], word(str('measure', i)), word(str('status', i)),
          str('period', i)].filter(Boolean).join(' · ') }));
      row.setAttribute('role', 'option');
      row.setAttribute('aria-selected', String(k === at));
      row.style.top = k * ROW + 'px';
      row.addEventListener('click', () => choose(k, true));
      rows.append(row);
    }
    list.setAttribute('aria-activedescendant', at >= 0 ? 'f' + shown[at] : '');
  }
  list.addEventListener('scroll', () => draw(false));
  window.addEventListener('resize', () => draw(true));
  function reveal() {
    if (at * ROW < list.scrollTop) list.scrollTop = at * ROW;
    else if ((at + 1) * ROW > list.scrollTop + list.clientHeight) list.scrollTop = (at + 1) * ROW - list.clientHeight;
  }
  let lit = null;
  function goto() {
    const i = current();
    if (lit) lit.classList.remove('lit');
    lit = i >= 0 ? markOf(i) : null;
    if (!lit) return;
    lit.classList.add('lit');
    const show = () => lit && lit.scrollIntoView({ block: 'center' });
    show();
    requestAnimationFrame(show);                               // once more when the chunk has been laid out
  }
  function choose(k, jump) {
    if (k < 0 || k >= shown.length) return;
    at = k;
    reveal();
    draw(true);
    card();
    if (jump) goto();
  }

  // ---- the card of the chosen figure
  const detail = byId('detail');
  const options = {
    measure: ['level', 'increment', 'growth', 'change', 'share', 'multiple', 'rank', 'gap'],
    basis: ['', 'yoy', 'comparable', 'year_start', 'annual_average', 'cumulative'],
    bound: ['eq', 'ge', 'gt', 'le', 'lt', 'approx'], status: ['actual', 'estimate', 'target', 'reference'],
  };
  const good = {
    value: (s) => /^-?\d+(\.\d+)?$/.test(s) && s.replace(/\D/g, '').length <= 18,
    indicator: (s) => s === '' || names.has(s) || codes.has(s),
    period: (s) => /^(\d{4}(-(\d{4}|S\d|Q\d|\d\d(\.\.\d{4}-\d\d)?))?)?$/.test(s),
  };
  function edit(i, field, input) {
    let value = input.value.trim();
    const ok = !good[field] || good[field](value) || value === str(field, i);
    input.setAttribute('aria-invalid', String(!ok));
    if (!ok) return;
    if (field === 'indicator' && codes.has(value)) value = codes.get(value);
    const f = Object.assign({}, (verdicts.get(i) || {}).fields);
    if (value === str(field, i)) delete f[field]; else f[field] = value;
    verdicts.set(i, Object.assign({ note: '' }, verdicts.get(i), { verdict: 'wrong', fields: f }));
    paint(i);
    keep();
    draw(true);
    count();
    buttons(i);
  }
  function control(i, field) {
    const v = verdicts.get(i) || { fields: {} };
    const value = v.fields[field] !== undefined ? v.fields[field] : str(field, i);
    let input;
    if (options[field]) {
      input = make('select', {});
      const all = options[field].includes(value) ? options[field] : [value].concat(options[field]);
      all.forEach((o) => input.append(make('option', { value: o, textContent: o ? word(o) : W.none })));
    } else {
      input = make('input', { type: 'text', spellcheck: false });
      if (field === 'indicator') input.setAttribute('list', 'indicators');
      if (field === 'value') input.inputMode = 'decimal';
    }
    input.value = value;
    input.id = 'edit-' + field;
    input.addEventListener(options[field] ? 'change' : 'input', () => edit(i, field, input));
    return make('label', {}, make('span', { textContent: W[field] }), input);
  }
  function buttons(i) {
    const v = verdictOf(i), box = byId('verdict');
    const one = (verdict, text, key) => {
      const b = make('button', { type: 'button', className: 'button', textContent: text, title: key });
      b.setAttribute('aria-pressed', String(v === verdict));
      b.addEventListener('click', () => (v === verdict ? unsay(i) : say(i, verdict)));
      return b;
    };
    box.replaceChildren(one('right', W.right, 'y'), one('wrong', W.wrong, 'n'), one('none', W.nofigure, 'x'));
  }
  function card() {
    const i = current();
    detail.replaceChildren();
    if (i < 0) return;
    const quote = str('quote', i), text = str('text', i);
    let cut = -1;
    for (let n = data.ordinal[i], from = quote.indexOf(text); n > 0 && from >= 0; from = quote.indexOf(text, from + 1)) {
      if (/[\d.]/.test(quote[from - 1] || '')) continue;      // the end of a longer number
      cut = from;
      n--;
    }
    const q = make('q', { lang: 'zh-CN' });
    if (cut < 0) q.append(quote);
    else q.append(quote.slice(0, cut), make('mark', { textContent: text }), quote.slice(cut + text.length));
    const facts = [[W.place, (data.docs.length > 1 ? docOf(i).doc + ' ' : '') + data.line[i] + ':' + data.column[i]],
      [W.section, str('section', i)], [W.area, str('area', i)], [W.rule, str('rule', i)]];
    const about = make('dl', {});
    facts.forEach(([k, t]) => { if (t) about.append(make('dt', { textContent: k }), make('dd', { textContent: t })); });
    toldOf(i).forEach((t) => about.append(make('dt', { textContent: W.told }),
      make('dd', { lang: 'en', textContent: t[2] + ': ' + t[3] })));
    const note = make('input', { type: 'text', id: 'edit-note', value: (verdicts.get(i) || {}).note || '' });
    note.addEventListener('input', () => {
      const v = verdicts.get(i) || { verdict: 'wrong', fields: {} };
      verdicts.set(i, Object.assign({}, v, { note: note.value.trim() }));
      paint(i);
      keep();
      draw(true);
      buttons(i);
    });
    detail.append(make('p', {}, q), make('div', { id: 'verdict' }),
      make('div', { id: 'edit' }, ...fields.map((f) => control(i, f)),
        make('label', {}, make('span', { textContent: W.note }), note)), about);
    buttons(i);
  }

  // ---- counts, the bar of the file, messages
  const counts = make('output', {}), message = make('p', { id: 'message' });
  message.setAttribute('role', 'status');
  function tell(text) { message.textContent = text; }
  function count() {
    const n = { right: 0, wrong: 0, none: 0 };
    verdicts.forEach((v) => n[v.verdict]++);
    counts.textContent = N + ' ' + W.figures + (shown.length < N ? ' · ' + W.shown + ' ' + shown.length : '') +
      (verdicts.size ? ' · ✓' + n.right + ' ✗' + n.wrong + ' ∅' + n.none : '') + (unsaved ? ' · ' + W.unsaved : '');
  }
  const search = make('input', { type: 'search', id: 'search', placeholder: W.search });
  search.setAttribute('aria-label', W.search);
  let wait = 0;
  search.addEventListener('input', () => {
    clearTimeout(wait);
    wait = setTimeout(() => { state.search = search.value; filter(); }, N > 20000 ? 250 : 0);
  });
  const file = make('input', { type: 'file', id: 'file', accept: '.jsonl,.json,.txt', hidden: true });
  file.addEventListener('change', () => {
    if (file.files[0]) file.files[0].text().then((text) => { read(text, W.loaded); keep(); card(); file.value = ''; });
  });
  const button = (id, text, action) => {
    const b = make('button', { type: 'button', id, className: 'button', textContent: text });
    b.addEventListener('click', action);
    return b;
  };
  const labels = { '': W.none };
  const label = (s) => labels[s] || word(s);
  const more = make('details', { id: 'more', open: window.matchMedia('(min-width: 60rem)').matches },
    make('summary', { textContent: W.filters }),
    select('indicator', W.indicator, tally((i) => str('indicator', i), true), (c) => names.get(c) || W.none),
    select('status', W.status, tally((i) => str('status', i)), label),
    select('section', W.section, tally(chapter), (s) => s || W.none),
    select('rule', W.rule, tally((i) => str('rule', i), true), (s) => (s === 'unclaimed' ? W.unclaimed : s)),
    select('verdict', W.verdict, [['open', ''], ['right', ''], ['wrong', ''], ['none', ''], ['told', '']],
      (v) => ({ open: W.open, right: W.right, wrong: W.wrong, none: W.nofigure, told: W.said }[v])),
    make('div', { className: 'bar' }, button('save', W.save, save), button('load', W.load, () => file.click()), file));
  byId('filters').append(search, more, counts, message);
  const known = make('datalist', { id: 'indicators' });
  data.indicators.forEach((x) => known.append(make('option', { value: x[0], label: x[1] })));
  document.body.append(known);

  // ---- the text and the keys
  document.querySelectorAll('.text').forEach((text) => text.addEventListener('click', (event) => {
    if (event.target.tagName !== 'I') return;
    const i = figureAt(event.target);
    if (!shown.includes(i)) clear();
    choose(shown.indexOf(i), false);
    goto();
  }));
  function clear() {
    Object.keys(state).forEach((k) => { state[k] = ''; });
    search.value = '';
    document.querySelectorAll('#filters select').forEach((s) => { s.value = ''; });
    filter();
  }
  const actions = {
    j: () => choose(at + 1, true), ArrowDown: () => choose(at + 1, true), k: () => choose(Math.max(at - 1, 0), true),
    ArrowUp: () => choose(Math.max(at - 1, 0), true), g: goto, s: save, '/': () => search.focus(),
    y: () => current() >= 0 && say(current(), 'right'), n: () => current() >= 0 && say(current(), 'wrong'),
    x: () => current() >= 0 && say(current(), 'none'), u: () => current() >= 0 && unsay(current()),
    e: () => current() >= 0 && byId('edit-value').select(), Escape: clear,
  };
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (typing && (event.key === 'Escape' || (event.key === 'Enter' && event.target.tagName === 'INPUT'))) {
      event.preventDefault();
      event.target.blur();
      list.focus();
    } else if (!typing && actions[event.key]) {
      if (/^Arrow/.test(event.key) && document.activeElement !== list) return;
      event.preventDefault();
      actions[event.key]();
    }
  });

  byId('panel').hidden = false;
  filter();
  let shelved = '';
  try { shelved = localStorage.getItem(shelf) || ''; } catch (error) { /* none */ }
  if (shelved) read(shelved, W.kept);
}());
]==]
