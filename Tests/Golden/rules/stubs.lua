---@meta
-- Written by samverk rule stubs for the Lua Language Server. Do not change it.

---@class samverk.staff.keep.ticket
---@field category "school"|"health-care"|"\"odd\"" 
---@field price? integer  (öre)

---How many stay?
---Asked for every hour.
---@class samverk.staff.keep
---@field hook "staff/keep@1"
---@field basis? string The decision it rests on
---@field from? string The first day it holds, 2026-01-31
---@field to? string The last day
---@field title? string
---@field api? 1
---@field tests? samverk.case[]
---@field apply fun(ticket: samverk.staff.keep.ticket, agents: integer?, so_far: integer?): (integer)?, string?

---@class samverk.case
---@field name? string
---@field args any[]|table<string, any>
---@field expect? any
---@field reason? string
---@field error? "instructions"|"memory"|"time"|"depth"|"crash"|"runtime"|"syntax"|"denied"|"result"

---A rule: the file returns it.
---@param definition samverk.staff.keep
---@return table
function rule(definition) end

---@class coroutinelib
coroutine = {}

---Closes it.
---@param co thread
---@return boolean, any
function coroutine.close(co) end

---A coroutine.
---@param f function
---@return thread
function coroutine.create(f) end

---May it yield?
---@param co? thread
---@return boolean
function coroutine.isyieldable(co) end

---Goes on.
---@param co thread
---@param ... any
---@return boolean, any
function coroutine.resume(co, ...) end

---The running one.
---@return thread, boolean
function coroutine.running() end

---How it stands.
---@param co thread
---@return string
function coroutine.status(co) end

---As a function.
---@param f function
---@return function
function coroutine.wrap(f) end

---Hands over values.
---@param ... any
---@return any
function coroutine.yield(...) end

---@class datelib
---@overload fun(day: string): { year: integer, month: integer, day: integer }
date = {}

---Days since 1970-01-01.
---@param day string
---@return integer
function date.days(day) end

---@class mathlib
---@field huge number
---@field maxinteger integer
---@field mininteger integer
---@field pi number
math = {}

---The absolute value.
---@param x number
---@return number
function math.abs(x) end

---Up to an integer.
---@param x number
---@return integer
function math.ceil(x) end

---Radians as degrees.
---@param x number
---@return number
function math.deg(x) end

---e to the power of x.
---@param x number
---@return number
function math.exp(x) end

---Down to an integer.
---@param x number
---@return integer
function math.floor(x) end

---The remainder.
---@param x number
---@param y number
---@return number
function math.fmod(x, y) end

---The logarithm.
---@param x number
---@param base? number
---@return number
function math.log(x, base) end

---The largest.
---@param x number
---@param ... number
---@return number
function math.max(x, ...) end

---The smallest.
---@param x number
---@param ... number
---@return number
function math.min(x, ...) end

---Whole part and the rest.
---@param x number
---@return number, number
function math.modf(x) end

---Degrees as radians.
---@param x number
---@return number
function math.rad(x) end

---The square root.
---@param x number
---@return number
function math.sqrt(x) end

---As an integer, if it is one.
---@param x any
---@return integer?
function math.tointeger(x) end

---"integer" or "float".
---@param x any
---@return string?
function math.type(x) end

---Less, unsigned.
---@param m integer
---@param n integer
---@return boolean
function math.ult(m, n) end

---@class stringlib
string = {}

---Bytes.
---@param s string
---@param i? integer
---@param j? integer
---@return integer
function string.byte(s, i, j) end

---Text of bytes.
---@param ... integer
---@return string
function string.char(...) end

---Where the pattern is.
---@param s string
---@param pattern string
---@param init? integer
---@param plain? boolean
---@return integer?, integer?
function string.find(s, pattern, init, plain) end

---Text by a form.
---@param form string
---@param ... any
---@return string
function string.format(form, ...) end

---Every match.
---@param s string
---@param pattern string
---@return function
function string.gmatch(s, pattern) end

---Replaces.
---@param s string
---@param pattern string
---@param by string|table|function
---@param n? integer
---@return string, integer
function string.gsub(s, pattern, by, n) end

---Number of bytes.
---@param s string
---@return integer
function string.len(s) end

---Lower case (a-z).
---@param s string
---@return string
function string.lower(s) end

---The match.
---@param s string
---@param pattern string
---@param init? integer
---@return string?
function string.match(s, pattern, init) end

---n times.
---@param s string
---@param n integer
---@param sep? string
---@return string
function string.rep(s, n, sep) end

---Backwards.
---@param s string
---@return string
function string.reverse(s) end

---A part.
---@param s string
---@param i integer
---@param j? integer
---@return string
function string.sub(s, i, j) end

---Upper case (A-Z).
---@param s string
---@return string
function string.upper(s) end

---@class tablelib
table = {}

---Joins.
---@param t table
---@param sep? string
---@param i? integer
---@param j? integer
---@return string
function table.concat(t, sep, i, j) end

---Inserts.
---@param t table
---@param position any
---@param value? any
function table.insert(t, position, value) end

---Moves.
---@param a table
---@param f integer
---@param e integer
---@param t integer
---@param b? table
---@return table
function table.move(a, f, e, t, b) end

---A table of the arguments.
---@param ... any
---@return table
function table.pack(...) end

---Removes.
---@param t table
---@param position? integer
---@return any
function table.remove(t, position) end

---Sorts.
---@param t table
---@param before? function
function table.sort(t, before) end

---The values.
---@param t table
---@param i? integer
---@param j? integer
---@return any
function table.unpack(t, i, j) end

---@class utf8lib
---@field charpattern string
utf8 = {}

---Text of characters.
---@param ... integer
---@return string
function utf8.char(...) end

---The characters' numbers.
---@param s string
---@param i? integer
---@param j? integer
---@return integer
function utf8.codepoint(s, i, j) end

---Every character.
---@param s string
---@return function
function utf8.codes(s) end

---Characters.
---@param s string
---@param i? integer
---@param j? integer
---@return integer?
function utf8.len(s, i, j) end

---Where.
---@param s string
---@param n integer
---@param i? integer
---@return integer?
function utf8.offset(s, n, i) end

---Kronor as öre: money("12.50") is 1250.
---@param kronor string|number
---@return integer
function money(kronor) end

---A number rounded to an integer.
---@param x number
---@param mode? "half-even"|"half-up"|"up"|"down"
---@return integer
function round(x, mode) end

---part / whole.
---@param part number
---@param whole number
---@return number
function share(part, whole) end

---Splits an integer by weights; the parts are exactly the whole.
---@param total integer
---@param weights number[]
---@return integer[]
function largest_remainder(total, weights) end

---Fails if false.
---@param value any
---@param message? any
---@return any
function assert(value, message) end

---Stops the rule.
---@param message any
---@param level? integer
function error(message, level) end

---The metatable.
---@param object any
---@return table|string|nil
function getmetatable(object) end

---Goes through a list.
---@param t table
---@return function
function ipairs(t) end

---The next key.
---@param t table
---@param key? any
---@return any
function next(t, key) end

---Goes through a table in the order of its keys.
---@param t table
---@return function
function pairs(t) end

---Calls and catches errors (never a limit).
---@param f function
---@param ... any
---@return boolean, any
function pcall(f, ...) end

---Are they the same?
---@param a any
---@param b any
---@return boolean
function rawequal(a, b) end

---The field's value.
---@param t table
---@param key any
---@return any
function rawget(t, key) end

---The length.
---@param t table|string
---@return integer
function rawlen(t) end

---The arguments from n.
---@param n integer|"#"
---@param ... any
---@return any
function select(n, ...) end

---Sets the metatable.
---@param t table
---@param metatable table?
---@return table
function setmetatable(t, metatable) end

---As a number.
---@param value any
---@param base? integer
---@return number?
function tonumber(value, base) end

---As text.
---@param value any
---@return string
function tostring(value) end

---The type of the value.
---@param value any
---@return string
function type(value) end

---Like pcall, with a function that is given the error.
---@param f function
---@param handler function
---@param ... any
---@return boolean, any
function xpcall(f, handler, ...) end
