-- html_script.lua - what a page does where scripts run: tables sorted by their heads, long ones filtered, and a card with the
-- quotes of a number beside it. Without scripts a number leads to the list of evidence at the end.
return [==[
'use strict';
(function () {
  const words = JSON.parse(document.getElementById('words').textContent);
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
  const make = (name, properties, ...children) => {
    const e = Object.assign(document.createElement(name), properties);
    e.append(...children);
    return e;
  };

  // ---- sorting: up, down, as it was; rows stay below the heading that parts them
  const collator = new Intl.Collator('zh');
  const value = (row, i) => {
    const cell = row.cells[i];
    if (!cell) return '';
    return cell.dataset.v !== undefined ? Number(cell.dataset.v) : cell.textContent.trim();
  };
  const before = (a, b) => {
    if ((a === '') !== (b === '')) return a === '' ? 2 : -2;      // what is empty stays last
    if (typeof a === typeof b && typeof a === 'number') return Math.sign(a - b);
    if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
    return Math.sign(collator.compare(a, b));
  };
  function sort(table, i, way) {
    for (const body of table.tBodies) {
      const rows = all('tr', body).filter((r) => !r.querySelector('th[colspan]'));
      rows.forEach((r) => { if (r.at === undefined) r.at = rows.indexOf(r); });
      const keyed = rows.map((r) => ({ r, key: value(r, i) }));
      keyed.sort((a, b) => {
        const d = way === 'none' ? 0 : before(a.key, b.key);
        return (Math.abs(d) > 1 ? d : way === 'descending' ? -d : d) || a.r.at - b.r.at;
      });
      keyed.forEach((x) => body.append(x.r));
    }
  }
  const next = { none: 'ascending', ascending: 'descending', descending: 'none' };
  for (const table of all('table.data')) {
    if (table.querySelectorAll('tbody tr').length < 3) continue;
    const heads = all('thead th[data-c]', table);
    heads.forEach((th) => {
      const i = Number(th.dataset.c);
      const button = make('button', { type: 'button', title: words.sort }, ...th.childNodes);
      th.append(button);
      th.setAttribute('aria-sort', 'none');
      button.addEventListener('click', () => {
        const way = next[th.getAttribute('aria-sort')];
        heads.forEach((other) => other.setAttribute('aria-sort', 'none'));
        th.setAttribute('aria-sort', way);
        sort(table, i, way);
      });
    });
  }

  // ---- filtering: rows that have all the words
  for (const table of all('table.data')) {
    const rows = all('tbody tr', table).filter((r) => !r.querySelector('th[colspan]'));
    if (rows.length < 12) continue;
    const input = make('input', { type: 'search', placeholder: words.filter });
    input.setAttribute('aria-label', words.filter);
    const count = make('output', { textContent: String(rows.length) });
    const texts = rows.map((r) => r.textContent.toLowerCase());
    input.addEventListener('input', () => {
      const wanted = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach((r, i) => {
        r.hidden = !wanted.every((w) => texts[i].includes(w));
        shown += !r.hidden;
      });
      for (const body of table.tBodies) body.hidden = !all('tr', body).some((r) => !r.hidden && !r.querySelector('th[colspan]'));
      count.textContent = wanted.length ? shown + ' / ' + rows.length : String(rows.length);
    });
    const box = table.closest('.wide');
    box.parentNode.insertBefore(make('div', { className: 'filter' }, input, count), box);
  }

  // ---- the card of evidence
  let card, from;
  function close(back) {
    if (!card) return;
    card.remove();
    card = null;
    if (back && from) from.focus();
  }
  function open(link) {
    close();
    const ids = (link.dataset.e || '').split(' ').filter(Boolean).map((n) => 'e' + n);
    if (link.dataset.d) ids.unshift('d' + link.dataset.d);
    const items = ids.map((id) => document.getElementById(id)).filter(Boolean);
    if (!items.length) return false;
    const list = make('ul', { className: 'evidence' });
    for (const item of items) {
      const copy = item.cloneNode(true);
      copy.removeAttribute('id');
      all('.back', copy).forEach((a) => a.remove());
      all('[href]', copy.firstElementChild).forEach((a) => a.removeAttribute('href'));
      copy.firstElementChild.replaceChildren(make('a', { href: '#' + item.id, textContent: item.firstElementChild.textContent }));
      list.append(copy);
    }
    card = make('div', { id: 'card', tabIndex: -1 }, list);
    card.setAttribute('role', 'dialog');
    card.setAttribute('aria-label', words.evidence);
    document.body.append(card);
    const at = link.getBoundingClientRect(), room = document.documentElement.clientWidth;
    card.style.left = window.scrollX + Math.max(16, Math.min(at.left, room - card.offsetWidth - 16)) + 'px';
    const below = at.bottom + card.offsetHeight + 8 < window.innerHeight || at.top < card.offsetHeight + 8;
    card.style.top = window.scrollY + (below ? at.bottom + 6 : at.top - card.offsetHeight - 6) + 'px';
    from = link;
    card.focus({ preventScroll: true });
    return true;
  }
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a.cite');
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      if (open(link)) event.preventDefault();
    } else if (card && !card.contains(event.target)) close();
    else if (card && event.target.closest('#card a')) close();
    const back = event.target.closest('.back');
    if (back && from) {
      event.preventDefault();
      from.focus();
      from.scrollIntoView({ block: 'center' });
    }
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && card) close(true);
  });
}());
]==]
