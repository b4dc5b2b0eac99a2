-- expect: value false
-- a text that ends like Lua's own message about its stack
return (pcall(error, "stack overflow?"))
