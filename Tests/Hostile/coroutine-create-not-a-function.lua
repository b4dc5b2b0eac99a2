-- expect: runtime
-- message: function expected
coroutine.create({})
