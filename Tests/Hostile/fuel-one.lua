-- expect: instructions
-- fuel: 1
return 1
