-- expect: value "1 2.0 3"
return 1 .. " " .. 2.0 .. " " .. 3
