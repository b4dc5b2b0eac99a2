-- expect: value ["nil", "true", "1", "1.0", "1e+15", "nan", "inf", "-inf"]
return { tostring(nil), tostring(true), tostring(1), tostring(1.0), tostring(1e15), tostring(0/0), tostring(1/0), tostring(-1/0) }
