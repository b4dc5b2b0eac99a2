-- expect: value 1.1046275310381948
-- five years at 2 % and the way back
return 1.02 ^ 5.025
