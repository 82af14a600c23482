-- The observations of a document. Columns: docs/observation.md. document: text, or bytes in any encoding and format known. A
-- NULL document has none. as_codes: 'all' for codes of detail indicators, too.
CREATE FUNCTION zhibiao(document text, as_type text DEFAULT NULL, as_area text DEFAULT NULL, as_year int DEFAULT NULL,
                        as_codes text DEFAULT NULL, as_name text DEFAULT NULL)
RETURNS TABLE (doc text, type text, line int, "column" int, start bigint, "end" bigint, text text, quote text, subject text,
               indicator text, name text, measure text, basis text, value numeric, lower numeric, upper numeric, bound text,
               unit text, unit_base text, unit_mult int, status text, period text, area text, area_code text, section text,
               rule text, numeral text, place text)
AS 'MODULE_PATHNAME', 'zhibiao_observations' LANGUAGE C STABLE PARALLEL SAFE ROWS 200 COST 10000;

CREATE FUNCTION zhibiao(document bytea, as_type text DEFAULT NULL, as_area text DEFAULT NULL, as_year int DEFAULT NULL,
                        as_codes text DEFAULT NULL, as_name text DEFAULT NULL)
RETURNS TABLE (doc text, type text, line int, "column" int, start bigint, "end" bigint, text text, quote text, subject text,
               indicator text, name text, measure text, basis text, value numeric, lower numeric, upper numeric, bound text,
               unit text, unit_base text, unit_mult int, status text, period text, area text, area_code text, section text,
               rule text, numeral text, place text)
AS 'MODULE_PATHNAME', 'zhibiao_observations' LANGUAGE C STABLE PARALLEL SAFE ROWS 200 COST 10000;
