-- expect: value ["", "hej", "", "hej", ""]
return { ('hej'):sub(4), ('hej'):sub(0), ('hej'):sub(3, 2), ('hej'):sub(-100, 100), ('hej'):sub(math.maxinteger) }
