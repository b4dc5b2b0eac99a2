-- expect: value [-9223372036854775808, 0]
return { math.abs(math.mininteger), math.fmod(math.mininteger, -1) }
