-- expect: value ["HEJ", "hej", "jeh", "ej", "e", 3, "ababab", "a,a"]
return { ('hej'):upper(), ('HEJ'):lower(), ('hej'):reverse(), ('hej'):sub(2), ('hej'):sub(-2, -2), #'hej', ('ab'):rep(3), ('a'):rep(2, ',') }
