-- expect: result
return '\xff\xfe'
