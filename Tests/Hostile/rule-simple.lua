-- expect: value [true, 3]
-- args: [{"a": 1, "b": 2}]
return rule {
  hook = "x@1", basis = "KF", from = "2026-01-01", api = 1,
  apply = function(t) return { true, t.a + t.b } end,
}
