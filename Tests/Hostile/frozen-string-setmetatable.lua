-- expect: runtime
setmetatable("", {})
