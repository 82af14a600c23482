-- job.lua - batch jobs: which documents to read into which store, and which reports to write of them. C calls what this
-- returns.
--
-- A job script returns a table; its paths are taken from the folder that it stands in:
--   store      text: the SQLite file; it is made where it is not there
--   documents  list of sources, each a table with one of
--                files   a pattern of the shell (reports/*.txt), or a list of them
--                folder  every file below a folder; match = a pattern that their names must fit
--                list    a file with a path on each line
--              and what is known of its documents: type, area, year, each a value or a function(path) that gives it or nil
--   rules      a directory of rules laid over the built-in ones
--   codes      "headline" (default) or "all"
--   text       false: do not keep the documents' text (briefs and reviews cannot be made then)
--   prune      true: take out of the store what the job names no longer
--   timeout    seconds that a document may take (120)
--   reports    list of { name, output = path or list of paths, lang = "zh" or "en", and the report's own options by name }
local option = require "zb.option"

local driver = {}
local job

local function wrong(message, ...) error({ message = message:format(...), file = driver.name, line = 1 }, 0) end

local function known(given, allowed, what)
  if type(given) ~= "table" then wrong("%s is a table", what) end
  local names = {}
  for name in pairs(allowed) do names[#names + 1] = name end
  table.sort(names)
  for key, value in pairs(given) do
    local want = allowed[key]
    if not want then
      local near = option.nearest(tostring(key), names)
      wrong("unknown key '%s' of %s%s", tostring(key), what, near and "; did you mean '" .. near .. "'?" or "")
    end
    if want ~= "any" and not want:find(type(value), 1, true) then wrong("'%s' of %s must be a %s", key, what, want) end
  end
end

local job_keys = {
  store = "string", documents = "table", rules = "string", codes = "string", text = "boolean", prune = "boolean",
  timeout = "number", reports = "table",
}
local source_keys = {
  files = "string or table", folder = "string", match = "string", list = "string", type = "string or function",
  area = "string or function", year = "number or function",
}

local function texts(value, what)
  local list = type(value) == "table" and value or { value }
  for _, text in ipairs(list) do if type(text) ~= "string" then wrong("%s is text, or a list of texts", what) end end
  if #list == 0 then wrong("%s names none", what) end
  return list
end

-- The sources as C takes them: kind, pattern, match, and the number of the entry that tells more of its documents.
local function sources()
  local list = {}
  for i, entry in ipairs(job.documents) do
    local what = ("documents[%d]"):format(i)
    known(entry, source_keys, what)
    local kinds = (entry.files and 1 or 0) + (entry.folder and 1 or 0) + (entry.list and 1 or 0)
    if kinds ~= 1 then wrong("%s wants one of files, folder and list", what) end
    if entry.match and not entry.folder then wrong("'match' of %s goes with folder", what) end
    for _, pattern in ipairs(texts(entry.files or entry.folder or entry.list, what)) do
      list[#list + 1] = { entry.files and "files" or entry.folder and "folder" or "list", pattern, entry.match or "*", i }
    end
  end
  if #list == 0 then wrong("'documents' of the job names none") end
  return list
end

local function option_words(key, value)
  if value == true then return { "--" .. key } end
  if type(value) == "table" then value = table.concat(texts(value, key), ",") end
  if type(value) ~= "string" and math.type(value) ~= "integer" then
    wrong("'%s' of a report is text, a whole number, a list of texts, or true", key)
  end
  return { "--" .. key .. "=" .. tostring(value) }
end

-- Each report as the arguments of zhibiao report.
local function reports()
  local list = {}
  for i, entry in ipairs(job.reports or {}) do
    local what = ("reports[%d]"):format(i)
    if type(entry) ~= "table" or type(entry[1] or entry.name) ~= "string" then wrong("%s wants a name", what) end
    if not entry.output then wrong("%s wants an output", what) end
    local words, keys = { entry[1] or entry.name }, {}
    local outputs = texts(entry.output, what .. ".output")
    for key in pairs(entry) do
      if key ~= 1 and key ~= "name" and key ~= "output" then
        if type(key) ~= "string" then wrong("%s: '%s' is no option", what, tostring(key)) end
        keys[#keys + 1] = key
      end
    end
    table.sort(keys)
    for _, key in ipairs(keys) do
      if entry[key] ~= false then
        for _, word in ipairs(option_words(key, entry[key])) do words[#words + 1] = word end
      end
    end
    for _, path in ipairs(outputs) do words[#words + 1] = "--output=" .. path end
    list[i] = words
  end
  return list
end

--- Runs the script's chunk. Returns: what C needs of it.
function driver.load(chunk, name)
  driver.name = name
  job = chunk()
  known(job, job_keys, "a job")
  if not job.store then wrong("a job has a store") end
  if not job.documents then wrong("a job has documents") end
  if job.codes and job.codes ~= "all" and job.codes ~= "headline" then wrong("'codes' of a job is headline or all") end
  local timeout = job.timeout and math.tointeger(job.timeout) or 120
  if not timeout or timeout < 1 then wrong("'timeout' of a job is a whole number of seconds") end
  return {
    store = job.store, rules = job.rules, all = job.codes == "all", text = job.text ~= false, prune = job.prune == true,
    timeout = timeout, sources = sources(), reports = reports(),
  }
end

local function told(entry, key, path)
  local value = entry[key]
  if type(value) == "function" then value = value(path) end
  if value == nil then return nil end
  if key == "year" then
    local year = math.tointeger(tonumber(value))
    if not year then wrong("'year' of %s is no year: %s", path, tostring(value)) end
    return year
  end
  if type(value) ~= "string" then wrong("'%s' of %s must be text", key, path) end
  return value
end

--- What the i'th entry says of a document. Returns: type, area, year, each nil where nothing is said.
function driver.document(i, path)
  local entry = job.documents[i]
  return told(entry, "type", path), told(entry, "area", path), told(entry, "year", path)
end

return driver
