-- expect: runtime
-- line: 4
return rule {
  apply = function() return nil + 1 end,
}
