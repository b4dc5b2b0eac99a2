-- expect: value true
-- returns: 6
return rule {
  hook = "x/y@1",
  apply = function()
    for _ in pairs({ 1 }) do return true end
    return false
  end,
}
