-- expect: value [false, true, true, true]
return { ('ab'):match('^b') ~= nil, ('ab'):match('b$') ~= nil, ('a$b'):match('a$b') ~= nil, ('^a'):match('%^a') ~= nil }
