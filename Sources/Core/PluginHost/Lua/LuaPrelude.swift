// SPDX-License-Identifier: EUPL-1.2

/// What every plugin in Lua finds when it starts: `plugin`, `require`, `find`, `rules`, `refuse`, `log` and their helpers, written in
/// Lua themselves and run in the same sandbox before the plugin's own files (docs/lua.md).
enum LuaPrelude {
    /// How it is named in messages.
    static let name = "samverk"

    /// The source for a package whose first file is `main`.
    static func source(main: String) -> String { "local MAIN = \"\(main)\"\n" + text }

    private static let text = #"""
        local ask, files = ...
        local define = rule
        rule = nil

        local function kind(value)
          if value == nil then return "nothing" end
          return "a " .. type(value)
        end

        -- require("lib.pilots") runs lib/pilots.lua of the package, once.
        local loaded, running = {}, {}
        function require(name)
          if type(name) ~= "string" then error("require: a text was expected, not " .. kind(name), 2) end
          local file = name:gsub("%.", "/") .. ".lua"
          if loaded[file] then return loaded[file].value end
          local body = files[file]
          if not body then error("require: the package has no file " .. file, 2) end
          if running[file] then error("require: " .. file .. " requires itself", 2) end
          running[file] = true
          loaded[file] = { value = body(name) }
          return loaded[file].value
        end

        local made
        function plugin(definition)
          if type(definition) ~= "table" or type(definition.analyses) ~= "table" then
            error("plugin { analyses = { NAME = function(run) ... end } } was expected", 2)
          end
          for name, body in pairs(definition.analyses) do
            if type(name) ~= "string" or type(body) ~= "function" then
              error("plugin: analyses." .. tostring(name) .. " is " .. kind(body) .. ", not a function", 2)
            end
          end
          made = definition
          return definition
        end

        -- Values of findings that are more than a number or a text.
        function amount(ore, unit) return { type = "money", value = ore, unit = unit } end
        function measure(number, unit) return { type = math.type(number), value = number, unit = unit } end
        function party(code) return { type = "party", value = code } end
        function day(text) return { type = "date", value = text } end
        function label(id) return { type = "category", value = id } end
        function find(id, arguments, severity)
          return { id = id, arguments = arguments or {}, severity = severity or "info" }
        end

        -- A dense game: rows[m + 1] is the coalition that has player i when bit i - 1 of m is set.
        function game(players, rows) return { players = players, rows = rows } end

        -- One answer a row: value (nil when no rule had an opinion), reason, by.
        function rules(hook, rows)
          if type(hook) ~= "string" or type(rows) ~= "table" then error("rules(hook, rows): a text and a list of rows", 2) end
          if #rows == 0 then return {} end
          return ask { hook = hook, rows = rows }
        end

        -- A line for people, and how far the analysis has come (0 to 1).
        function log(text) ask { log = tostring(text) } end
        function progress(fraction) ask { progress = tonumber(fraction) or 0 } end

        -- Ends the analysis: the input is at fault, in words its user understands. Does not return.
        function refuse(problem)
          if type(problem) ~= "table" or type(problem.sv) ~= "string" or type(problem.en) ~= "string" then
            error("refuse { sv = ..., en = ..., remedy = { sv = ..., en = ... } } was expected", 2)
          end
          ask { refuse = problem }
        end

        local function listed(names)
          local known = {}
          for _, name in ipairs(names) do known[name] = true end
          return known
        end

        -- Reading a name that was never declared is an error of the plugin, not a silent nil.
        local function guarded(values, names, what)
          local known = listed(names)
          return setmetatable(values, { __index = function(_, name)
            if known[name] then return nil end
            error(what .. " " .. tostring(name) .. " is not declared; there are: " .. table.concat(names, ", "), 2)
          end })
        end

        local function rows_of(name, input)
          local rows, names = {}, {}
          for i, column in ipairs(input.columns) do names[i] = column.name end
          local known = listed(names)
          local guard = { __index = function(_, column)
            if known[column] then return nil end
            error("input " .. name .. " has no column " .. tostring(column) .. "; there are: " .. table.concat(names, ", "), 2)
          end }
          for i = 1, input.count do rows[i] = {} end
          for c, column in ipairs(names) do
            local values = input.values[c]
            for i = 1, input.count do rows[i][column] = values[i] end
          end
          for i = 1, input.count do setmetatable(rows[i], guard) end
          return rows
        end

        local function begin(request)
          local inputs, columns, players = {}, {}, {}
          for name, input in pairs(request.inputs) do
            inputs[name] = rows_of(name, input)
            columns[name] = input.columns
            players[name] = input.players
          end
          return guarded({
            analysis = request.analysis, members = request.members, as_of = request.as_of, period = request.period,
            parameters = guarded(request.parameters, request.declared.parameters, "the parameter"),
            inputs = guarded(inputs, request.declared.inputs, "the input"), columns = columns, players = players,
          }, { "analysis", "members", "as_of", "period", "parameters", "inputs", "columns", "players" }, "the field of run")
        end

        local function fault(what, found, place)
          place = place or {}
          place.what, place.found = what, found
          return { fault = place }
        end

        local function row_fault(name, i, row)
          if type(row) ~= "table" then return fault("row", kind(row), { table = name, row = i }) end
          for column, value in pairs(row) do
            local where = { table = name, row = i, column = tostring(column) }
            local sort = type(value)
            if type(column) ~= "string" then return fault("name", kind(column), where) end
            if sort ~= "number" and sort ~= "string" and sort ~= "boolean" then return fault("cell", kind(value), where) end
            if value ~= value then return fault("finite", "NaN (0/0)", where) end
            if value == math.huge or value == -math.huge then return fault("finite", "an infinite number", where) end
          end
        end

        local function table_fault(name, rows)
          if type(rows) ~= "table" then return fault("table", kind(rows), { table = tostring(name) }) end
          if rows.players then rows = rows.rows end
          if type(rows) ~= "table" then return fault("table", kind(rows), { table = tostring(name) }) end
          local count = 0
          for _ in pairs(rows) do count = count + 1 end
          if count ~= #rows then return fault("list", "", { table = tostring(name) }) end
          for i = 1, count do
            local found = row_fault(tostring(name), i, rows[i])
            if found then return found end
          end
        end

        local function checked(result)
          if type(result) ~= "table" or type(result.tables) ~= "table" then
            return fault("result", kind(type(result) == "table" and result.tables or result))
          end
          for name in pairs(result) do
            if name ~= "tables" and name ~= "findings" then return fault("field", tostring(name)) end
          end
          for name, rows in pairs(result.tables) do
            local found = table_fault(name, rows)
            if found then return found end
          end
          return { tables = result.tables, findings = result.findings or {} }
        end

        local main = files[MAIN](MAIN)
        if made == nil or main ~= made then error(MAIN .. " must return plugin { analyses = { ... } }", 0) end
        local names = {}
        for name in pairs(made.analyses) do names[#names + 1] = name end

        return define {
          analyses = names,
          apply = function(request) return checked(made.analyses[request.analysis](begin(request))) end,
        }
        """#
}
