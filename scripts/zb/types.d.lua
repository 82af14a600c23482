---@meta
-- types.d.lua - what report scripts may use, declared for the Lua language server (LuaCATS). docs/reports.md tells how it is
-- used; tests/report holds this file to what the modules have.
-- luacheck: ignore

---@alias Text string | { zh: string, en: string }
---@alias Measure "level"|"increment"|"growth"|"change"|"share"|"multiple"|"rank"|"gap"|""
---@alias Basis "yoy"|"comparable"|"year_start"|"annual_average"|"cumulative"|""
---@alias Bound "eq"|"ge"|"gt"|"le"|"lt"|"approx"|"range"
---@alias Status "actual"|"estimate"|"target"|"reference"
---@alias Tone "good"|"bad"|"warn"|"fine"|"muted"|"strong"

--- An exact number; a Lua float is refused.
---@class Decimal
---@operator add(Decimal|integer): Decimal
---@operator sub(Decimal|integer): Decimal
---@operator mul(Decimal|integer): Decimal
---@operator div(Decimal|integer): Decimal
---@operator unm: Decimal
local decimal_methods = {}
--- Rounded half to even at so many digits behind the point (0 if left out).
---@param places? integer
---@return Decimal
function decimal_methods:round(places) end
--- Times ten to the power, exact.
---@param power integer
---@return Decimal
function decimal_methods:shift(power) end
---@return Decimal
function decimal_methods:abs() end
---@return integer sign -1, 0 or 1
function decimal_methods:sign() end
---@return integer digits behind the point
function decimal_methods:scale() end

--- require "zb.decimal"
---@class zb.decimal
---@overload fun(x: string|integer|Decimal): Decimal
local decimal = {}
---@param x any
---@return boolean
function decimal.is(x) end

--- An amount: an observation is one, and so is what scripts derive. value is nil for a range.
---@class Quantity
---@field value? Decimal
---@field lower? Decimal
---@field upper? Decimal
---@field bound? Bound
---@field unit? string as written, with its multiplier: 亿元
---@field unit_base? string 元
---@field unit_mult? integer power of ten: 8

--- A figure with its meaning (docs/observation.md).
---@class Observation : Quantity
---@field document Document
---@field doc string
---@field type string
---@field line integer
---@field column integer
---@field start integer bytes of the source, from 0
---@field end integer
---@field text_start integer document.text:sub(row.text_start, row.text_end) is the figure
---@field text_end integer
---@field text string
---@field quote string
---@field subject string
---@field indicator? string
---@field name? string
---@field measure Measure
---@field basis Basis
---@field status Status
---@field period string
---@field area string
---@field area_code string
---@field section string
---@field rule string
---@field numeral "arabic"|"chinese"

---@class Paragraph
---@field kind "paragraph"|"heading"|"row"
---@field line integer
---@field text_start integer
---@field text_end integer
---@field text string cells of a row are parted by tabs
---@field section string

---@class Diagnostic
---@field code string
---@field line integer
---@field column integer
---@field message string

---@class Document
---@field doc string
---@field type string
---@field type_title string
---@field type_reason string
---@field title string
---@field area string
---@field area_code string
---@field date string
---@field speaker string
---@field encoding string
---@field sha256 string
---@field year? integer
---@field rows Rows
---@field diagnostics Diagnostic[]
---@field text? string
---@field paragraphs? Paragraph[]

---@class Option
---@field name string
---@field kind "flag"|"text"|"words"|"integer"|"year"|"period"|"choice"|"indicator"|"indicators"
---@field about Text
---@field default? any
---@field required? boolean
---@field choices? string[]

---@class Job
---@field documents Document[]
---@field rows Rows
---@field options table<string, any>
---@field english boolean
local job = {}
--- Ends the report with a message to the user.
---@param message string
---@param ... any
function job:fail(message, ...) end

--- Ends the report with a message where a document's text was not kept.
function job:want_text() end

--- What a report script returns.
---@class Report
---@field title Text
---@field about? Text
---@field options? Option[]
---@field run fun(job: Job): Page

--- A list of observations, or of any tables. Every method gives a new list; an order that is not asked for is that of coming.
---@class Rows : Observation[]
local rows_methods = {}
--- rows:where { indicator = "gdp", status = { "actual", "estimate" }, name = false, value = function(v) … end }
---@param want table|fun(row: table): any
---@return Rows
function rows_methods:where(want) end
---@param want? table|fun(row: table): any
---@return Observation?
function rows_methods:first(want) end
--- nil is left out.
---@param fn fun(row: table, i: integer): any
---@return Rows
function rows_methods:map(fn) end
---@param key string|fun(row: table): any
---@return { key: any, rows: Rows }[]
function rows_methods:group(key) end
---@param key string|fun(row: table): any
---@return Rows
function rows_methods:values(key) end
---@param key string|fun(row: table): any
---@return table<any, Observation>
function rows_methods:index(key) end
--- Keys: names, "-name" for falling order, or functions. nil comes last.
---@param ... string|fun(row: table): any
---@return Rows
function rows_methods:sort(...) end
---@param other table[]
---@param key string|fun(row: table): any
---@return { left: table, right: table? }[]
function rows_methods:join(other, key) end
---@param row_key string|fun(row: table): any
---@param column_key string|fun(row: table): any
---@return { rows: Rows, columns: Rows, at: fun(r: any, c: any): Rows }
function rows_methods:pivot(row_key, column_key) end
---@param other table[]
---@return Rows
function rows_methods:with(other) end
---@param n integer
---@return Rows
function rows_methods:take(n) end

--- require "zb.rows"
---@class zb.rows
local rows = {}
---@param list table[]
---@return Rows
function rows.of(list) end

--- require "zb.quantity"
---@class zb.quantity
local quantity = {}
---@param name string
---@return { name: string, base: string, mult: integer, kind: string }?
function quantity.unit(name) end
--- In the base unit.
---@param q Quantity
---@return Decimal?
function quantity.base(q) end
---@param a Quantity
---@param b Quantity
---@return boolean
function quantity.comparable(a, b) end
--- nil where the unit measures something else.
---@param q Quantity
---@param unit string
---@return Quantity?
function quantity.convert(q, unit) end
--- ≥, >, ≤, <, ≈ or ""
---@param q Quantity
---@return string
function quantity.sign(q) end
---@param q Quantity
---@return string
function quantity.show(q) end
--- Half of the last digit that the value is stated with.
---@param q Quantity
---@return Decimal
function quantity.rounding(q) end

--- require "zb.period"
---@class zb.period
local period = {}
---@param text string
---@return { from: integer, to: integer, first: integer, last: integer, freq: "A"|"M"|"S"|"Q"|"R"|"N" }?
function period.parse(text) end
---@param text? string
---@return integer?
function period.year(text) end
---@param text? string
---@param english? boolean
---@return string
function period.label(text, english) end
---@param a? string
---@param b? string
---@return boolean
function period.less(a, b) end

---@class Indicator
---@field code string
---@field name string
---@field aliases string joined by |
---@field unit string
---@field english string
---@field group string
---@field kind "flow"|"stock"|"ratio"|"index"
---@field source string
---@field detail boolean

--- require "zb.catalogue"
---@class zb.catalogue
local catalogue = {}
---@return Indicator[]
function catalogue.indicators() end
---@return { name: string, base: string, mult: integer, kind: string }[]
function catalogue.units() end
---@return { name: string, title: string }[]
function catalogue.types() end

--- require "zb.text"
---@class zb.text
local text = {}
--- Columns that a text takes on a terminal.
---@param s string
---@return integer
function text.width(s) end
--- Cut with … to so many columns.
---@param s string
---@param columns integer
---@return string
function text.fold(s, columns) end
--- Order of bytes, whatever the locale.
---@param a string
---@param b string
---@return boolean
function text.less(a, b) end
--- In hexadecimal.
---@param s string
---@return string
function text.sha256(s) end
--- What stands between that byte.
---@param s string
---@param byte string
---@return string[]
function text.split(s, byte) end

--- require "zb.say"
---@class zb.say
local say = {}
--- The word for a code of measure, basis, bound or status.
---@param code? string
---@return Text
function say.word(code) end
---@param english? boolean
---@return fun(text: Text?): string
function say.speaker(english) end
---@param cell any
---@param column? Column
---@param speak fun(text: Text?): string
---@return string
function say.cell(cell, column, speak) end
---@param cell any
---@return Decimal?
function say.number(cell) end
---@param column Column
---@param speak fun(text: Text?): string
---@return string
function say.title(column, speak) end
---@param row Observation
---@return string
function say.area(row) end
--- document:line:column
---@param row Observation
---@return string
function say.place(row) end

--- A row worked out of others (zb.derive).
---@class Derived : Observation
---@field derived Text how it was worked out
---@field from Observation[] what it rests on
---@field places integer to which digit it is shown
---@field english string

--- What observations hold, to be asked several times.
---@class Derivation
local derive_methods = {}
---@param wanted? Indicator[]
---@return Rows
function derive_methods:rows(wanted) end
--- Between which amounts a derived value lies when its operands were rounded; nil where that is not known.
---@param row Derived
---@return { lo?: Decimal, hi?: Decimal }?
function derive_methods:within_rounding(row) end

--- require "zb.derive"
---@class zb.derive
local derive = {}
--- A derived indicator by code or name: trade_to_gdp, completion:gdp; nil where there is none.
---@param word string
---@return Indicator?
function derive.indicator(word) end
---@return string[]
function derive.codes() end
---@param list Rows
---@return Derivation
function derive.over(list) end

--- require "zb.indicator"
---@class zb.indicator
local indicator = {}
--- The catalogue's entry of a code.
---@param code string
---@return Indicator?
function indicator.of(code) end
--- Its name in both languages.
---@param code string
---@return Text
function indicator.name(code) end

--- require "zb.best"
---@class zb.best
local best = {}
--- Whether it is a figure of the area whose document tells it.
---@param row Observation
---@return boolean
function best.own(row) end
--- The area's code or its name; the document where neither is known.
---@param row Observation|Document
---@return string
function best.area(row) end
--- Best first: final before expected, the communiqué before reports, an earlier report, a plain amount before a bound.
---@param list Rows
---@return Rows
function best.sort(list) end

---@class Verdict
---@field code string
---@field words Text
---@field tone? Tone
---@field mark? string
---@field reason Text
---@field estimate? boolean the result is only expected
---@field derived? boolean the result is worked out

--- require "zb.verdict"
---@class zb.verdict
local verdict = {}
---@param code string
---@return { code: string, words: Text, tone?: Tone, mark?: string }
function verdict.of_code(code) end
--- The verdict of a goal that no result is held against: unreported, worded, unpromised.
---@param code string
---@return Verdict
function verdict.without(code) end
---@param v Verdict
---@return Text
function verdict.label(v) end
---@param v Verdict
---@return Text?
function verdict.mark(v) end
--- Why two cannot be compared; nil where they can.
---@param target Observation
---@param given Observation
---@return Verdict?
function verdict.barrier(target, given) end
---@param target Observation
---@param given Observation
---@return Verdict
function verdict.of(target, given) end
---@param target Observation
---@param row Derived
---@param within { lo: Decimal, hi: Decimal }
---@return Verdict
function verdict.of_range(target, row, within) end

---@class Promise
---@field area string
---@field area_code string
---@field indicator string
---@field measure? string
---@field target? Observation
---@field further Observation[] other targets told beside it
---@field result? Observation
---@field otherwise Observation[] results that contradict it
---@field worded? Observation a goal in words
---@field verdict Verdict
---@field part_of? string the indicator that it stands for

--- require "zb.promise"
---@class zb.promise
local promise = {}
--- Groups { key, area, rows = documents }.
---@param documents Document[]
---@return Rows
function promise.areas(documents) end
--- Whether a document can hold promises for a year.
---@param document Document
---@param year integer
---@return boolean
function promise.promises(document, year) end
--- Whether it can hold results of it.
---@param document Document
---@param year integer
---@return boolean
function promise.reports(document, year) end
---@param area table a group of promise.areas
---@param year integer
---@param codes? string[]
---@return Promise[]
function promise.pairs(area, year, codes) end
--- A goal told in words only, as something that a cell can cite.
---@param documents Document[]
---@param year integer
---@param code string
---@return table?
function promise.worded(documents, year, code) end

--- require "zb.agree"
---@class zb.agree
local agree = {}
---@param code string
---@return { code: string, words: Text, tone: Tone, gravity: integer }
function agree.of_code(code) end
--- agree, rounding, revision or conflict.
---@param a Observation
---@param b Observation
---@return Verdict
function agree.compare(a, b) end
--- Whether the growth of an indicator is told at constant prices.
---@param code string
---@return boolean
function agree.constant_prices(code) end
---@param code string
---@return boolean
function agree.may_pass_100(code) end
--- Whether a stated figure agrees with a derived one, and the latter's range in words.
---@param stated Observation
---@param row Derived
---@param over Derivation
---@return boolean?, string?
function agree.derived(stated, row, over) end
--- Growth beside the levels of two years; nil where there is nothing to check.
---@param code string
---@param time string
---@param growth? Observation
---@param over Derivation
---@return { row: Derived, good?: boolean, reason: Text }?
function agree.growth(code, time, growth, over) end

--- require "zb.check"
---@class zb.check
local check = {}
--- What cannot be right.
---@param list Rows
---@return { rows: Observation[], what: Text, told: string, reason: Text }[]
function check.all(list) end

---@class Cell : Quantity
---@field text? Text
---@field tone? Tone
---@field mark? Text
---@field cite? Observation|Observation[]
---@field derived? Text
---@field href? string

---@class Column
---@field key string
---@field title Text
---@field type? "text"|"number"|"code"|"quote"
---@field unit? Text
---@field group? Text head that columns beside each other share
---@field width? integer

---@class Table
---@field name string
---@field title? Text
---@field columns Column[]
---@field rows table[]
---@field note? Text
---@field main? boolean

---@class Chart
---@field name string
---@field chart "bar"|"line"|"bullet"
---@field title? Text
---@field unit? Text
---@field bars? { label: Text, value: Decimal?, cite: Observation? }[]
---@field bullets? { label: Text, value: Decimal?, target: Decimal?, tone: Tone?, cite: Observation|Observation[]|nil }[]
---@field points? Text[]
---@field lines? { label: Text, values: table<integer, Decimal> }[]

---@class Page
local page_methods = {}
---@param level 2|3
---@param words Text
function page_methods:heading(level, words) end
---@param words Text
---@param cite? Observation|Observation[]
function page_methods:text(words, cite) end
---@param words Text
function page_methods:note(words) end
---@param items (Text|Cell)[]
function page_methods:list(items) end
---@param t Table
---@return Table
function page_methods:table(t) end
---@param c Chart
---@return Chart
function page_methods:chart(c) end
---@param document Document
function page_methods:document(document) end

--- require "zb.page"
---@class zb.page
local page = {}
---@param head { title: Text, subtitle: Text? }
---@return Page
function page.new(head) end
---@param cell Cell
---@return Cell
function page.cell(cell) end
---@param row Observation
---@param tone? Tone
---@param mark? Text
---@return Cell
function page.figure(row, tone, mark) end
---@param key string
---@param zh string
---@param en string
---@param kind? "text"|"number"|"code"|"quote"
---@param unit? Text
---@return Column
function page.column(key, zh, en, kind, unit) end
--- The columns that some row fills.
---@param columns Column[]
---@param rows table[]
---@return Column[]
function page.filled(columns, rows) end
---@param value any
---@return boolean
function page.is_cell(value) end
---@param self Page
---@return Observation[] evidence
---@return table<Observation, integer> numbers
function page.evidence(self) end
---@param self Page
---@param name? string
---@return Table?
function page.main_table(self, name) end

--- require "zb.chars": Chinese text by its characters.
---@class zb.chars
local chars = {}
---@param s string
---@return string[]
function chars.list(s) end
---@param s string
---@return integer
function chars.len(s) end
--- The word that a text begins with.
---@param s string
---@param words string[]
---@return string?
function chars.starts(s, words) end
--- The word that a text ends with.
---@param s string
---@param words string[]
---@return string?
function chars.ends(s, words) end
--- The word that stands first in a text, and where.
---@param s string
---@param words string[]
---@param from? integer
---@return string? word
---@return integer? at
---@return integer? stop
function chars.first(s, words, from) end
---@param s string
---@param separators string[]
---@return string[]
function chars.split(s, separators) end
---@param s string
---@return string
function chars.trim(s) end
--- The first n characters, … behind them where more was cut.
---@param s string
---@param n integer
---@return string
function chars.cut(s, n) end

---@class ListItem
---@field number integer
---@field text string
---@field term? string
---@field body? string
---@field departments string[]
---@field rows Rows
---@field line integer
---@field from integer
---@field to integer
---@field document Document

---@class AnnexedList
---@field title string
---@field kind "livelihood"|"policies"|"actions"|"projects"|"glossary"|"notes"|"indicators"|"other"|string
---@field head Text
---@field items ListItem[]
---@field inline? boolean
---@field line integer
---@field from integer
---@field to integer
---@field document Document

--- require "zb.lists": the lists that a document annexes; their words are rules/lists.lua.
---@class zb.lists
local lists = {}
---@param document Document
---@return Rows lists of AnnexedList
function lists.of(document) end
---@param title string
---@return { name: string, title: Text, words: string[] }
function lists.kind(title) end
--- The year by which an item is due.
---@param item ListItem
---@return integer?
function lists.end_year(item) end

--- require "zb.departments": who is in charge.
---@class zb.departments
local departments = {}
--- By a label, or in a bracket at the end.
---@param text string
---@return string[] names
---@return string rest
function departments.of(text) end
--- By a label only.
---@param text string
---@return string[]
function departments.labelled(text) end

--- A table of a document, as its rows stand in the text.
---@class Grid
---@field title string
---@field unit string?
---@field heads string[]
---@field width integer columns
---@field lines { text: string, row: Observation? }[][]
---@field line integer of its first row in the source
---@field from integer of its first paragraph
---@field to integer of its last

--- require "zb.grids": the tables of a document.
---@class zb.grids
local grids = {}
---@param document Document
---@return Grid[]
function grids.of(document) end

--- require "zb.spans": what stands where in a document.
---@class zb.spans
local spans = {}
---@param document Document
---@param from integer
---@param to integer
---@return Rows
function spans.rows(document, from, to) end
---@param document Document
---@param offset integer
---@return Paragraph?
function spans.paragraph(document, offset) end
--- The range (a list of zb.lists, a table of zb.grids) that an observation stands in.
---@param ranges { from: integer, to: integer }[]
---@param row Observation
---@return table?
function spans.holding(ranges, row) end

--- require "zb.figures": observations laid out for reading.
---@class zb.figures
local figures = {}
--- Of the document's own area.
---@param row Observation
---@return boolean
function figures.own(row) end
--- An amount with its change and growth on one line.
---@param list Observation[]
---@return Rows lines of { subject, value, change, growth, rows, section, status, period, area, indicator }
function figures.lines(list) end
--- What an observation measures: its subject, in English the indicator's name.
---@param row Observation
---@return Text
function figures.subject(row) end
---@param row? Observation
---@return Text
function figures.measure(row) end
---@param texts Text[]
---@param sep? "、"|"；"
---@return Text
function figures.join(texts, sep) end
--- The period reported on, and the year of the goals.
---@param document Document
---@return string? reviewed
---@return string? goals
function figures.periods(document) end
---@param document Document
---@param reviewed? string
---@param goal? string
---@return Rows lines of { name, level, move, goal_level, goal_move, note }
function figures.headline(document, reviewed, goal) end
---@param row? Observation
---@param tone? Tone
---@return Cell?
function figures.cell(row, tone) end
--- The first and the last part of a section's path.
---@param section string
---@return string chapter
---@return string part
function figures.chapter(section) end

---@class Task
---@field text string
---@field aims Observation[]
---@field also Observation[]
---@field period string
---@field section string
---@field departments string[]
---@field list? AnnexedList
---@field document Document
---@field outcome? string a code of rules/tasks.lua
---@field results? Observation[]
---@field sure? "certain"|"likely"|"possible"
---@field reasons? Text[]

--- require "zb.ledger": promises and what became of them; its words are rules/tasks.lua.
---@class zb.ledger
local ledger = {}
---@param document Document
---@return Rows tasks
function ledger.of(document) end
---@param documents Document[]
---@return table later
function ledger.later(documents) end
---@param task Task
---@param later table
---@return Task
function ledger.judge(task, later) end
---@param code string
---@return { code: string, words: Text, tone: Tone?, done: boolean? }?
function ledger.outcome(code) end

--- require "zb.standings": places of areas and marks for them; the rule is rules/flags.lua.
---@class zb.standings
local standings = {}
---@param row Observation
---@return { code: string, title: Text }
function standings.group_of(row) end
---@param all Observation[]
---@return Rows of { row, indicator, area, group, measure, period }
function standings.figures(all) end
---@param list Rows of one indicator and group
---@param code string
---@param now string
---@param before? string
---@param wanted? "growth"|"level"
---@return table? ranking
---@return integer? areas how many have data, where they are too few
function standings.ranking(list, code, now, before, wanted) end
---@param document Document
---@return Rows
function standings.stated(document) end
---@param all Rows
---@param now string
---@param before string
---@return Rows
function standings.stated_for(all, now, before) end
---@param line table
---@return { flag: table, reasons: Text[] }[]
function standings.marks(line) end
---@param group table
---@param n integer
---@return boolean
function standings.overlap(group, n) end
---@return table[]
function standings.flags() end
---@return integer
function standings.least() end
