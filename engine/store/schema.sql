-- The store, schema 2 (PRAGMA user_version; store.c makes it of schema 1). Observations are those of docs/observation.md, under the same names.
--
-- A document is what its path or id names, once; what it gave depends on its bytes (sha256), on the rules and on the
-- options, which are kept with it, so that a batch sees what has to be read again. Decimals are exact text; "number" is the
-- nearest double, for sorting and arithmetic in SQL, and "base" the same in the base unit (元, 人), for comparing.

CREATE TABLE run (                    -- one process of a command that changed the store
  id INTEGER PRIMARY KEY,
  started TEXT NOT NULL,              -- UTC, ISO 8601
  version TEXT NOT NULL,              -- of zhibiao
  rules TEXT NOT NULL                 -- fingerprint of the rules
);

CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  doc TEXT NOT NULL UNIQUE,           -- path or id as given
  sha256 TEXT NOT NULL,               -- of its bytes; "" where they could not be read
  rules TEXT NOT NULL,                -- fingerprint of the rules it was read with
  options TEXT NOT NULL,              -- what was told of it: type=… area=… year=… codes=…
  type TEXT NOT NULL, type_reason TEXT NOT NULL, title TEXT NOT NULL,
  area TEXT NOT NULL, area_code TEXT NOT NULL, date TEXT NOT NULL, speaker TEXT NOT NULL,
  year INTEGER,                       -- NULL where not known
  encoding TEXT NOT NULL, format TEXT NOT NULL,
  failure TEXT,                       -- code of the error where it could not be read, else NULL
  message TEXT,                       -- … and what it says
  text TEXT,                          -- as read, where it is kept
  run INTEGER NOT NULL REFERENCES run (id)
);

CREATE TABLE observation (
  document INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  seq INTEGER NOT NULL,               -- order in the text, from 1
  line INTEGER NOT NULL, "column" INTEGER NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL,
  text_start INTEGER NOT NULL, text_end INTEGER NOT NULL,   -- its bytes in the document's text
  text TEXT NOT NULL, quote TEXT NOT NULL, subject TEXT NOT NULL,
  indicator TEXT, name TEXT,
  measure TEXT NOT NULL, basis TEXT NOT NULL,
  value TEXT, lower TEXT, upper TEXT, -- exact decimals
  bound TEXT NOT NULL, unit TEXT NOT NULL, unit_base TEXT NOT NULL, unit_mult INTEGER NOT NULL,
  status TEXT NOT NULL, period TEXT NOT NULL, area TEXT NOT NULL, area_code TEXT NOT NULL,
  section TEXT NOT NULL, rule TEXT NOT NULL, numeral TEXT NOT NULL, place TEXT NOT NULL,
  number REAL GENERATED ALWAYS AS (CAST(value AS REAL)) VIRTUAL,
  base REAL GENERATED ALWAYS AS (CAST(value || 'e' || unit_mult AS REAL)) VIRTUAL,
  PRIMARY KEY (document, seq)
) WITHOUT ROWID;
CREATE INDEX observation_indicator ON observation (indicator, period, area_code) WHERE indicator IS NOT NULL;

CREATE TABLE diagnostic (
  document INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  seq INTEGER NOT NULL,
  code TEXT NOT NULL, line INTEGER NOT NULL, "column" INTEGER NOT NULL, message TEXT NOT NULL,
  PRIMARY KEY (document, seq)
) WITHOUT ROWID;

CREATE TABLE paragraph (              -- of documents whose text is kept
  document INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  seq INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind = 'paragraph' OR kind = 'heading' OR kind = 'row'),
  line INTEGER NOT NULL, text_start INTEGER NOT NULL, text_end INTEGER NOT NULL,
  text TEXT,                          -- NULL: as the document's text has it, from text_start to text_end (view passage)
  section TEXT NOT NULL,
  PRIMARY KEY (document, seq)
) WITHOUT ROWID;

-- Paragraphs with their text.
CREATE VIEW passage AS
  SELECT d.doc, p.seq, p.kind, p.line, p.text_start, p.text_end, p.section,
         coalesce(p.text, CAST(substr(CAST(d.text AS BLOB), p.text_start + 1, p.text_end - p.text_start) AS TEXT)) AS text
  FROM paragraph p JOIN document d ON d.id = p.document;

-- What is told of indicators as done, with where it is said.
CREATE VIEW headline AS
  SELECT o.area, o.area_code, o.period, o.indicator, o.name, o.measure, o.basis, o.value, o.number, o.bound, o.unit, o.base,
         o.status, o.quote, d.doc, o.line, o."column"
  FROM observation o JOIN document d ON d.id = o.document
  WHERE o.indicator IS NOT NULL AND o.status IN ('actual', 'estimate');

-- Each target with each result of the same area, indicator, measure, basis and period; result columns NULL where there is none.
CREATE VIEW targets_and_results AS
  SELECT t.area, t.area_code, t.period, t.indicator, t.name, t.measure, t.basis,
         t.value AS target, t.bound AS target_bound, t.unit AS target_unit, t.base AS target_base,
         r.value AS result, r.bound AS result_bound, r.unit AS result_unit, r.base AS result_base, r.status AS result_status,
         td.doc AS target_doc, t.line AS target_line, t.quote AS target_quote,
         rd.doc AS result_doc, r.line AS result_line, r.quote AS result_quote
  FROM observation t
  JOIN document td ON td.id = t.document
  LEFT JOIN observation r ON r.indicator = t.indicator AND r.period = t.period AND r.area_code = t.area_code AND r.area = t.area
    AND r.measure = t.measure AND r.basis = t.basis AND r.unit_base = t.unit_base AND r.status IN ('actual', 'estimate')
  LEFT JOIN document rd ON rd.id = r.document
  WHERE t.indicator IS NOT NULL AND t.status = 'target';

-- The newest result of each indicator of each area: of the last period, finals before estimates, the last report's.
CREATE VIEW latest AS
  SELECT area, area_code, period, indicator, name, measure, basis, value, number, bound, unit, base, status, quote, doc, line
  FROM (
    SELECT o.*, d.doc, row_number() OVER (
             PARTITION BY o.area_code, o.area, o.indicator, o.measure, o.basis
             ORDER BY o.period DESC, o.status = 'estimate', d.year DESC, d.doc, o.seq) AS place
    FROM observation o JOIN document d ON d.id = o.document
    WHERE o.indicator IS NOT NULL AND o.status IN ('actual', 'estimate') AND o.value IS NOT NULL)
  WHERE place = 1;
