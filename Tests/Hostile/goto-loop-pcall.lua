-- expect: instructions
::top:: pcall(function() ::inner:: goto inner end) goto top
