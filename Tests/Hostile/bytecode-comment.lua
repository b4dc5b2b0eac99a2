-- expect: syntax
#!/usr/bin/lua
\27Lua
