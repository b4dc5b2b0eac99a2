-- expect: value ["1", "0x1p+0"]
return { string.format("%q", 1), "0x1p+0" }
