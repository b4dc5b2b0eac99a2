-- expect: runtime
-- line: 5
return rule {
  apply = function() return nil + 1 end,
}
