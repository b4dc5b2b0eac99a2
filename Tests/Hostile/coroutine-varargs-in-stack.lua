-- expect: instructions
-- a stack full of arguments, copied by every instruction
local blank = ("nil, "):rep(88)
local function spin(n, ...) if n == 0 then return 0 end return spin(n - 1, ...) end
local function grow(n, ...)
  if n == 0 then return spin(1000000, ...) end
  return grow(n - 1, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, ...)
end
return coroutine.wrap(grow)(1000)
