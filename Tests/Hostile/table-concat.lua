-- expect: value ["a-b-1.5", "", "b"]
return { table.concat({ 'a', 'b', 1.5 }, '-'), table.concat({}), table.concat({ 'a', 'b', 'c' }, ',', 2, 2) }
