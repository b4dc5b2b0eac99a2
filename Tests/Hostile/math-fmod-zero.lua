-- expect: runtime
-- message: zero
return math.fmod(1, 0)
