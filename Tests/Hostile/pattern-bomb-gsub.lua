-- expect: instructions
return (string.gsub(string.rep("x", 5000), ".-.-.-y", ""))
