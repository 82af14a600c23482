-- postgres.sql - a goal beside its result, from two reports in a table. usage: psql -f postgres.sql DATABASE
CREATE EXTENSION zhibiao;

CREATE TEMP TABLE report(name text, year int, content text);
INSERT INTO report VALUES
  ('last year', 2024, '2024年主要预期目标：地区生产总值增长5.5%左右，城镇新增就业2万人以上。'),
  ('this year', 2025, '2024年工作回顾：地区生产总值完成386.5亿元，增长5.8%，城镇新增就业2.3万人。');

CREATE TEMP VIEW figure AS
  SELECT r.name AS report, z.* FROM report r, zhibiao(r.content, as_type => 'work_report', as_year => r.year) z;

SELECT goal.name, goal.bound, goal.value AS goal, result.value AS result, result.unit
  FROM figure goal JOIN figure result USING (indicator, measure, period)
  WHERE goal.status = 'target' AND result.status = 'actual' ORDER BY goal.line, goal."column";
