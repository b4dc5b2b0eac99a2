-- expect: runtime
-- message: pattern too complex
return string.match(string.rep("a", 500), string.rep("a?", 500))
