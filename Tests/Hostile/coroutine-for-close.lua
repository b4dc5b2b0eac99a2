-- expect: value [3, "closed"]
local state = "open"
local function each()
  return coroutine.wrap(function() for i = 1, 10 do coroutine.yield(i) end end), nil, nil,
    setmetatable({}, { __close = function() state = "closed" end })
end
local last
for i in each() do last = i if i == 3 then break end end
return { last, state }
