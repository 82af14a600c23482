-- areas.lua - rules/areas.lua: the areas, and the forms by which a report calls them.
local zb = ...
local place, schema, words = zb.use "place", zb.use "schema", zb.use "words"
local areas = {}

local names = schema.list(schema.string)
local check = schema.record {
  edition = schema.string, source = schema.string, nation = names, areas = schema.table,
  former = schema.list(schema.table), short = schema.map(names), not_short = names, opaque = names,
}

local all = { nation = {}, areas = {}, former = {}, short = {}, not_short = {}, opaque = {} }

local function check_code(file, group, key, code)
  if type(code) ~= "string" or not string.find(code, "^%d%d%d%d%d%d$") then
    place.fail(place.of(file, group, key), "a code of GB/T 2260 has six digits", { key = true })
  end
end

local function add_area(file, code, name)
  local at = place.of(file, "areas", code)
  check_code(file, "areas", code, code)
  if type(name) ~= "string" then schema.string(at, name) end
  all.areas[code] = { name = name, at = at }
end

local function add_former(file, i, f)
  local at = place.of(file, "former", i, 2)
  check_code(file, "former", i, f[1])
  schema.string(at, f[2])
  all.former[#all.former + 1] = { code = f[1], name = f[2], at = at }
end

function areas.add(file, value)
  check(place.of(file), value)
  for code, name in pairs(value.areas or {}) do place.try(add_area, file, code, name) end
  for code, list in pairs(value.short or {}) do
    if place.try(check_code, file, "short", code, code) then
      all.short[code] = { list = list, at = place.of(file, "short", code) }
    end
  end
  for i, f in schema.items(value.former or {}) do place.try(add_former, file, i, f) end
  for _, group in ipairs { "nation", "not_short", "opaque" } do
    for i, word in schema.items(value[group] or {}) do
      all[group][#all[group] + 1] = { name = word, at = place.of(file, group, i) }
    end
  end
end

local cut_off = { ["省"] = true, ["市"] = true, ["区"] = true, ["县"] = true }
local kept = { ["地区"] = true, ["治区"] = true, ["治县"] = true, ["政区"] = true }   -- 自治区, 自治县, 特别行政区

-- The name without its last 省 市 区 县, where two characters are left.
local function plain(name)
  if cut_off[string.sub(name, -3)] and not kept[string.sub(name, -6)] and #name >= 9 then return string.sub(name, 1, -4) end
end

local function rank(code)
  return string.sub(code, 3) == "0000" and 1 or string.sub(code, 5) == "00" and 2 or 3
end

-- Short forms: to the highest area that has it; to none where two of the same rank do.
local function short_forms(codes)
  local holder, banned, order = {}, {}, {}
  for _, w in ipairs(all.not_short) do banned[w.name] = true end
  local function claim(form, code, at)
    local h = holder[form]
    if banned[form] then return end
    if not h then
      h = { rank = 9, at = at, form = form }
      holder[form] = h
      order[#order + 1] = h
    end
    if rank(code) < h.rank then
      h.rank, h.code = rank(code), code
    elseif rank(code) == h.rank and h.code ~= code then
      h.code = nil
    end
  end
  for _, code in ipairs(codes) do
    local a, s = all.areas[code], all.short[code]
    if s then
      for _, form in ipairs(s.list) do claim(form, code, s.at) end
    elseif plain(a.name) then
      claim(plain(a.name), code, a.at)
    end
  end
  return order
end

-- Every area with its name, sorted by name and code; a shared name first without a code.
local function sorted(codes)
  local list, shared = {}, {}
  for _, code in ipairs(codes) do
    local a = all.areas[code]
    list[#list + 1] = { name = a.name, code = code, at = a.at }
  end
  for _, f in ipairs(all.former) do
    local same = all.areas[f.code]
    if not (same and same.name == f.name) then list[#list + 1] = { name = f.name, code = f.code, at = f.at } end
  end
  for i = 1, #list do
    local name = list[i].name
    if shared[name] == false then
      list[#list + 1] = { name = name, code = "", at = list[i].at }
      shared[name] = true
    elseif shared[name] == nil then
      shared[name] = false
    end
  end
  if all.nation[1] then list[#list + 1] = { name = all.nation[1].name, code = "", at = all.nation[1].at } end
  local by_key = {}
  for _, a in ipairs(list) do by_key[a.name .. "\0" .. a.code] = a end
  for i, key in ipairs(zb.keys(by_key)) do list[i] = by_key[key] end
  return list
end

function areas.emit()
  local class, opaque = zb.names.class.area, zb.names.class.opaque
  local codes = schema.keys(all.areas)
  local number_of, first_of = {}, {}
  for _, a in ipairs(sorted(codes)) do
    local number = zb.area(a.code, a.name)
    local today = all.areas[a.code]
    if today and today.name == a.name then number_of[a.code] = number end
    if not first_of[a.name] then
      first_of[a.name] = number
      place.try(words.add, a.name, class, number, nil, a.at)
    end
  end
  for i = 2, #all.nation do
    place.try(words.add, all.nation[i].name, class, first_of[all.nation[1].name], nil, all.nation[i].at)
  end
  for _, h in ipairs(short_forms(codes)) do
    local word = h.code and words.get(h.form)
    if h.code and not word then place.try(words.add, h.form, class, number_of[h.code], nil, h.at) end
  end
  -- 北京地区, 临清地区: the area as the customs and the banks call it, where no area has that name
  for _, code in ipairs(codes) do
    local form = plain(all.areas[code].name)
    if form and number_of[code] and not words.get(form .. "地区") then
      place.try(words.add, form .. "地区", class, number_of[code], nil, all.areas[code].at)
    end
  end
  for _, w in ipairs(all.opaque) do place.try(words.add, w.name, opaque, nil, nil, w.at) end
end

return areas
