-- expect: value ["bcd", "a-c", "]", "^a", "x%", "-"]
return { ('abcde'):match('[b-d]+'), ('a-c'):match('[a%-c]+'), ('a]b'):match('[]]'), ('x^a'):match('[a^]+'), ('x%'):match('[x%%]+'), ('a-'):match('[-]') }
