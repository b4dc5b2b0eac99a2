-- expect: value [5, 229, "åäö€😀", true, 3]
return { utf8.len('åäö€😀'), utf8.codepoint('å'), utf8.char(229, 228, 246, 8364, 128512), utf8.len('\xff') == nil, utf8.offset('åäö', 2) }
