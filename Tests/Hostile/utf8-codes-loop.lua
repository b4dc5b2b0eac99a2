-- expect: instructions
local s = ("å"):rep(100000) while true do for _ in utf8.codes(s) do end end
