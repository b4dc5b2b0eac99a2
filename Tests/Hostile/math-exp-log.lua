-- expect: value [1.0, 0.0, 3.0, 2.0, 10.0, "-inf", "nan"]
return { math.exp(0), math.log(1), math.log(8, 2), math.log(100, 10), math.log(1024, 2), math.log(0) .. "", math.log(-1) .. "" }
