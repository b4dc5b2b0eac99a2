-- expect: runtime
-- message: function expected
xpcall(type)
