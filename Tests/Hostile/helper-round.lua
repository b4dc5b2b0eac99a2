-- expect: value [2, 4, 3, -3, -2, -2, 3, 2, -2, -3, 7]
return { round(2.5), round(3.5), round(2.5, 'half-up'), round(-2.5, 'half-up'), round(-2.5), round(-2.4, 'half-up'), round(2.1, 'up'), round(2.9, 'down'), round(-2.1, 'up'), round(-2.1, 'down'), round(7) }
