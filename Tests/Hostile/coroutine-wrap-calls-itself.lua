-- expect: value "cannot resume non-suspended coroutine"
local w
w = coroutine.wrap(function() return select(2, pcall(w)) end)
return (w():gsub("^.*: ", ""))
