-- expect: runtime
-- line: 4
-- message: my stack overflow
error("my stack overflow")
