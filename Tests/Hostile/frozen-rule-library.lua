-- expect: denied
rule(string)
