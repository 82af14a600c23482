-- report.lua - the driver: from a report script to its page and to its output. C calls what this returns.
--
-- A report script returns a table:
--   title    text: what it is called
--   about    text: one line of what it shows
--   options  list of declarations (zb.option), may be absent
--   run      function(job): returns a page (zb.page), or a list of pages with one for each document
-- The job has documents (each with rows, and the head's fields), rows (of all documents, zb.rows; and those derived of them that
-- an option of the kinds indicator and indicators asks for), options (by name), english.
local derive = require "zb.derive"
local option = require "zb.option"
local rows = require "zb.rows"
local say = require "zb.say"

local driver = {}
local report, name, speak
local job = { documents = {}, options = {} }

local function wrong(message) error({ message = message, file = name, line = 1 }, 0) end

local keys = { title = true, about = true, options = true, run = true }

local function check(value)
  if type(value) ~= "table" then wrong("a report script returns a table with title, about and run") end
  for key in pairs(value) do
    if not keys[key] then
      local near = option.nearest(tostring(key), { "title", "about", "options", "run" })
      wrong(("unknown key '%s' of a report%s"):format(tostring(key), near and "; did you mean '" .. near .. "'?" or ""))
    end
  end
  if type(value.run) ~= "function" then wrong("a report script has a function run(job)") end
  if value.title == nil then wrong("a report script has a title") end
  for _, declared in ipairs(value.options or {}) do
    local fault = option.check(declared)
    if fault then wrong(fault) end
  end
  return value
end

--- Runs the script's chunk. Returns: what it says of itself, in the language asked for.
function driver.load(chunk, script_name, english)
  name, speak, job.english = script_name, say.speaker(english), english
  report = check(chunk())
  local options = {}
  for i, declared in ipairs(report.options or {}) do
    options[i] = { name = declared.name, argument = option.argument(declared), about = speak(declared.about) }
    job.options[declared.name] = declared.default
  end
  return { name = name, title = speak(report.title), about = speak(report.about), options = options }
end

function driver.set(key, words)
  local names = {}
  for i, declared in ipairs(report.options or {}) do
    names[i] = declared.name
    if declared.name == key then
      job.options[key] = option.read(declared, words)
      return
    end
  end
  local near = option.nearest(key, names)
  option.fail("the report has no option '%s'%s", key, near and "; did you mean '" .. near .. "'?" or "")
end

function driver.add(document)
  rows.of(document.rows)
  job.documents[#job.documents + 1] = document
end

--- Raises a fault of the caller: job:fail("no document of %d", year).
function job.fail(_, message, ...) option.fail(message, ...) end

--- For reports that look at the documents' text: raises a fault of the caller where one was not kept.
function job.want_text()
  for _, document in ipairs(job.documents) do
    if not document.text then option.fail("%s: its text is not kept; read it anew, without --no-text", document.doc) end
  end
end

-- The indicators chosen that are derived.
local function derived_wanted()
  local list = {}
  for _, declared in ipairs(report.options or {}) do
    local value = job.options[declared.name]
    local chosen = value and (declared.kind == "indicator" and { value } or declared.kind == "indicators" and value) or {}
    for _, x in ipairs(chosen) do if x.derived then list[#list + 1] = x end end
  end
  return list
end

--- Runs the report over the documents that were added.
function driver.make()
  for _, declared in ipairs(report.options or {}) do
    if declared.required and job.options[declared.name] == nil then
      option.fail("the report wants --%s %s", declared.name, option.argument(declared))
    end
  end
  if #job.documents == 0 then option.fail("no documents: a report is made of one at least") end
  job.rows = rows.of {}
  for _, document in ipairs(job.documents) do
    for _, row in ipairs(document.rows) do job.rows[#job.rows + 1] = row end
  end
  local wanted = derived_wanted()
  if #wanted > 0 then job.rows = job.rows:with(derive.over(job.rows):rows(wanted)) end
  driver.page = report.run(job)
  if type(driver.page) ~= "table" or type(driver.page.blocks) ~= "table" then wrong("run(job) returns a page (zb.page)") end
end

--- Writes the page in a format, by handing strings to out. What follows a colon is the renderer's argument: csv:NAME.
function driver.write(format, out)
  if not driver.page then option.fail("the report has not been made") end
  local kind, argument = format:match("^([^:]*):?(.*)$")
  require("render." .. kind)(driver.page, out, {
    speak = speak, english = job.english, documents = job.documents, argument = argument ~= "" and argument or nil,
  })
end

return driver
