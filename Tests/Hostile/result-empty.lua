-- expect: value []
return {}
