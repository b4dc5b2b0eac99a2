-- expect: value [{"day": 29, "month": 2, "year": 2024}, 20484, 0, -1]
return { date('2024-02-29'), date.days('2026-01-31'), date.days('1970-01-01'), date.days('1969-12-31') }
