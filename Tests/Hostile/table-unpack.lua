-- expect: value [2, 3]
return { table.unpack({ 1, 2, 3 }, 2) }
