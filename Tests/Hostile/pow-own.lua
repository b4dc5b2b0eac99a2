-- expect: value 94991.766279332951
-- libm gives ...936 here: `^` must be ours, the same on every machine
return 4.069 ^ 8.167
