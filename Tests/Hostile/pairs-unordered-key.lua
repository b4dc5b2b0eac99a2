-- expect: runtime
-- message: a table as key
for k in pairs({ [{}] = 1 }) do end
