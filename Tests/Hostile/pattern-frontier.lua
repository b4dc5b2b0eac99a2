-- expect: value "THE"
return ('THE (quick) fox'):match('%f[%a]%a+%f[%A]')
