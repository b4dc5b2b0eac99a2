-- expect: value 3
return table.pack(1, nil, 3).n
