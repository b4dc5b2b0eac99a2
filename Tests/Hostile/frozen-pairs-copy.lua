-- expect: value true
for k, v in pairs(string) do if k == 'rep' then return v == string.rep end end
