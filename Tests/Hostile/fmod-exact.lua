-- expect: value [2.0, 1.0, -1.0, 0.5, "nan", "nan", 5.0, "-inf", 1e-320]
local inf = math.huge
return { 5.0 % 3, -5.0 % 3, 5.0 % -3, 5.5 % 1.0, 5.0 % 0 .. "", inf % 2 .. "", 5.0 % inf, -(inf) .. "", 3e-320 % 2e-320 }
