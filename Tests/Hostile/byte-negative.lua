-- expect: value [99, 98]
return { ("abc"):byte(-1), ("abc"):byte(math.mininteger + 0, 0) or 98 }
