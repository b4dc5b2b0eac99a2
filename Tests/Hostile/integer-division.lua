-- expect: value [3, -4, 1, 3.5]
return { 7 // 2, -7 // 2, 7 % 2, 7 / 2 }
