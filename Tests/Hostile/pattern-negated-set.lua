-- expect: value ["12", "ab"]
return { ('ab12'):match('[^a-z]+'), ('ab12'):match('[^%d]+') }
