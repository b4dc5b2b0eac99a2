-- expect: instructions
::a:: goto a
