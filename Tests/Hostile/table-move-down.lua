-- expect: value [2, 3, 3]
return table.move({ 1, 2, 3 }, 2, 3, 1)
