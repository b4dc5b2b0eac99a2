-- expect: value {"apply": 5}
-- a table that is not marked as a rule is an answer like any other
rule {}
return { apply = 5 }
