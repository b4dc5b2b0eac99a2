-- expect: value "1.5 É"
return 1.5 .. ' ' .. ('É'):upper()
