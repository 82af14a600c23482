-- sqlite.sql - what the reports of a folder say of gross domestic product: goals beside results.
-- usage: cd FOLDER; sqlite3 :memory: ".load /usr/local/lib/zhibiao/zhibiao_sqlite" ".read sqlite.sql"
CREATE TABLE report(name TEXT PRIMARY KEY, content BLOB);
INSERT INTO report SELECT substr(name, 3), data FROM fsdir('.') WHERE name LIKE './%.txt';

CREATE TABLE figure AS
  SELECT r.name AS report, z.* FROM report r, zhibiao(r.content) z WHERE z.indicator IS NOT NULL;

SELECT report, line, measure, period, status, bound, value, unit
  FROM figure WHERE indicator = 'gdp' AND value IS NOT NULL ORDER BY report, line, "column";
