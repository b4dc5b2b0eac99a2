-- expect: value ["colour", "color", "-5"]
return { ('colour'):match('colou?r'), ('color'):match('colou?r'), ('x-5'):match('%-?%d') }
