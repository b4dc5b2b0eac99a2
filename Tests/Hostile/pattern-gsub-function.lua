-- expect: value "HeLlo"
return (('hello'):gsub('[hl]', function(c) if not done or c == 'h' then done = c == 'l' return c:upper() end end, 2))
