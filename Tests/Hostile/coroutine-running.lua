-- expect: value ["thread",true,"thread",false,false,true]
local main, is_main = coroutine.running()
local inner, inner_main, able = coroutine.wrap(function() local c, m = coroutine.running() return c, m, coroutine.isyieldable() end)()
return { type(main), is_main, type(inner), inner_main, coroutine.isyieldable(), able }
