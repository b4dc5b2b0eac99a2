-- expect: value [125000, 1250, 1250, -1205, 10, 1999, 0]
return { money(1250), money('12.50'), money('12,5'), money('-12.05'), money(0.1), money(19.99), money('0') }
