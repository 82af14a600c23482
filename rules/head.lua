-- head.lua - the words by which the head of a document is read: whose it is, and of which year.
--
-- A word is a string, or { "word", weight }. Where a list of yours stands in your own head.lua its words are added; a
-- weight replaces the one here.
return {
  -- An area that the head names counts 1 each time, and more where it stands as the document's own does:
  weights = {
    title = 6,       -- in a line that tells the type
    top = 2,         -- in one of the first lines, if it is short
    office = 6,      -- before an office: 某某市市长
    enough = 3,      -- less is no own area
  },
  -- behind an area's name: it is the one that speaks
  own = {
    { "人民代表大会", 4 }, { "人民政府", 4 }, { "统计局", 4 }, { "财政局", 4 }, { "财政厅", 4 }, { "发展和改革委员会", 4 }, { "调查队", 4 },
  },
  -- how a place below the nation calls itself: the nation is not whose report it is, unless a title names it
  ["local"] = {
    "全市", "全省", "全县", "全区", "全州", "全盟", "全旗", "我市", "我省", "我县", "我区", "我州", "市委", "省委", "县委", "区委", "州委", "市政府", "省政府", "县政府",
    "区政府", "州政府", "镇党委", "全镇", "全乡", "自治区党委", "自治州党委",
  },
  -- how the nation's own government speaks: then it is, whatever places below it are named
  nation = { "代表国务院", "国务院总理", "国务院关于", "国务院的委托" },
  -- beside a date: it is that of the meeting
  meeting = { "会议", "——", "――", "--" },
  -- before a year: it is one to count from or to aim at, none that is reported
  since = { "自", "从", "由", "同", "与", "到", "至", "“" },
  -- before a year, though one of the words above ends them: what is reported goes so far
  ["until"] = { "截至", "截止到" },
  -- before a year: the year reported on is the next
  against = { "比", "较" },
  -- in a title: the year that it names is the one looked back on, unless a draft is of it
  done = { "执行情况" },
  draft = { "草案" },
  -- beside a five-year plan in a short line: it is over
  past = { "回顾" },
  -- in a sentence that is the report's own speech: what it names is what it is, however long it runs
  speech = { "我代表", "我受", "向大会", "请予审议", "请审议" },
  -- congresses that are counted by terms of yearly sessions, the first of term 1, 2, … in the year that stands here
  congress = {
    ["全国人民代表大会"] = { 1954, 1959, 1964, 1975, 1978, 1983, 1988, 1993, 1998, 2003, 2008, 2013, 2018, 2023 },
    -- the committee of term n reports to the congress of term n + 1
    ["中央委员会"] = { 1922, 1923, 1925, 1927, 1928, 1945, 1956, 1969, 1973, 1977, 1982, 1987, 1992, 1997, 2002, 2007, 2012, 2017, 2022 },
  },
}
