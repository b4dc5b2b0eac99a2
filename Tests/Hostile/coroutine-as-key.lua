-- expect: runtime
-- message: a thread as key
for _ in pairs({ [coroutine.running()] = 1 }) do end
