-- expect: value {"a": "1", "b": "2"}
local out = {}
for k, v in ('a=1, b=2'):gmatch('(%w+)=(%w+)') do out[k] = v end
return out
