-- expect: instructions
local function spin(n, ...) if n == 0 then return 0 end return spin(n - 1, ...) end
local function grow(n, ...)
  if n == 0 then return spin(1000000, ...) end
  return grow(n - 1, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, ...)
end
return grow(3000)
