-- expect: runtime
-- line: 5
-- message: C stack overflow
-- to the byte what Lua says of its own stack, but raised by the script
error("C stack overflow")
