-- expect: value {"a": 1}
return setmetatable({ a = 1 }, { __index = error, __pairs = error, __len = error, __tostring = error, __eq = error, __call = error })
