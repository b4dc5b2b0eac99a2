// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

extension SandboxLibrary {
    /// Every function, Samverk's own first.
    public static let functions: [Function] =
        [
            Function(
                "money", ["kronor: string|number"], "integer", "Kronor som öre: money(\"12.50\") är 1250.",
                "Kronor as öre: money(\"12.50\") is 1250."),
            Function(
                "round", ["x: number", "mode?: \"half-even\"|\"half-up\"|\"up\"|\"down\""], "integer",
                "Ett tal avrundat till ett heltal.", "A number rounded to an integer."),
            Function("share", ["part: number", "whole: number"], "number", "part / whole.", "part / whole."),
            Function(
                "largest_remainder", ["total: integer", "weights: number[]"], "integer[]",
                "Delar ett heltal efter vikter; delarna blir precis helheten.",
                "Splits an integer by weights; the parts are exactly the whole."),
            Function(
                "date.days", ["day: string"], "integer", "Dagar sedan 1970-01-01.", "Days since 1970-01-01."),
            Function("assert", ["value: any", "message?: any"], "any", "Fel om value är falskt.", "Fails if false."),
            Function("error", ["message: any", "level?: integer"], "nil", "Stoppar regeln.", "Stops the rule."),
            Function("getmetatable", ["object: any"], "table|string|nil", "Metatabellen.", "The metatable."),
            Function("ipairs", ["t: table"], "function", "Går genom en lista.", "Goes through a list."),
            Function("next", ["t: table", "key?: any"], "any", "Nästa nyckel.", "The next key."),
            Function(
                "pairs", ["t: table"], "function", "Går genom en tabell i nycklarnas ordning.",
                "Goes through a table in the order of its keys."),
            Function(
                "pcall", ["f: function", "...: any"], "boolean, any", "Anropar och fångar fel (aldrig en gräns).",
                "Calls and catches errors (never a limit)."),
            Function("rawequal", ["a: any", "b: any"], "boolean", "Är de samma?", "Are they the same?"),
            Function("rawget", ["t: table", "key: any"], "any", "Fältets värde.", "The field's value."),
            Function("rawlen", ["t: table|string"], "integer", "Längden.", "The length."),
            Function("select", ["n: integer|\"#\"", "...: any"], "any", "Argumenten från n.", "The arguments from n."),
            Function(
                "setmetatable", ["t: table", "metatable: table?"], "table", "Sätter metatabellen.",
                "Sets the metatable."),
            Function("tonumber", ["value: any", "base?: integer"], "number?", "Som tal.", "As a number."),
            Function("tostring", ["value: any"], "string", "Som text.", "As text."),
            Function("type", ["value: any"], "string", "Värdets typ.", "The type of the value."),
            Function(
                "xpcall", ["f: function", "handler: function", "...: any"], "boolean, any",
                "Som pcall, med en funktion som får felet.", "Like pcall, with a function that is given the error."),
        ] + mathematics + texts + tables + coroutines

    private static let mathematics = [
        Function("math.abs", ["x: number"], "number", "Beloppet.", "The absolute value."),
        Function("math.ceil", ["x: number"], "integer", "Uppåt till heltal.", "Up to an integer."),
        Function("math.deg", ["x: number"], "number", "Radianer som grader.", "Radians as degrees."),
        Function("math.exp", ["x: number"], "number", "e upphöjt till x.", "e to the power of x."),
        Function("math.floor", ["x: number"], "integer", "Nedåt till heltal.", "Down to an integer."),
        Function("math.fmod", ["x: number", "y: number"], "number", "Resten.", "The remainder."),
        Function("math.log", ["x: number", "base?: number"], "number", "Logaritmen.", "The logarithm."),
        Function("math.max", ["x: number", "...: number"], "number", "Det största.", "The largest."),
        Function("math.min", ["x: number", "...: number"], "number", "Det minsta.", "The smallest."),
        Function("math.modf", ["x: number"], "number, number", "Hel del och resten.", "Whole part and the rest."),
        Function("math.rad", ["x: number"], "number", "Grader som radianer.", "Degrees as radians."),
        Function("math.sqrt", ["x: number"], "number", "Kvadratroten.", "The square root."),
        Function(
            "math.tointeger", ["x: any"], "integer?", "Som heltal, om det är ett.", "As an integer, if it is one."),
        Function("math.type", ["x: any"], "string?", "\"integer\" eller \"float\".", "\"integer\" or \"float\"."),
        Function("math.ult", ["m: integer", "n: integer"], "boolean", "Mindre, utan tecken.", "Less, unsigned."),
    ]

    private static let texts = [
        Function("string.byte", ["s: string", "i?: integer", "j?: integer"], "integer", "Bytes.", "Bytes."),
        Function("string.char", ["...: integer"], "string", "Text av bytes.", "Text of bytes."),
        Function(
            "string.find", ["s: string", "pattern: string", "init?: integer", "plain?: boolean"], "integer?, integer?",
            "Var mönstret finns.", "Where the pattern is."),
        Function("string.format", ["form: string", "...: any"], "string", "Text efter en mall.", "Text by a form."),
        Function("string.gmatch", ["s: string", "pattern: string"], "function", "Varje träff.", "Every match."),
        Function(
            "string.gsub", ["s: string", "pattern: string", "by: string|table|function", "n?: integer"],
            "string, integer", "Byter ut.", "Replaces."),
        Function("string.len", ["s: string"], "integer", "Antal bytes.", "Number of bytes."),
        Function("string.lower", ["s: string"], "string", "Små bokstäver (a-z).", "Lower case (a-z)."),
        Function(
            "string.match", ["s: string", "pattern: string", "init?: integer"], "string?", "Träffen.", "The match."),
        Function("string.rep", ["s: string", "n: integer", "sep?: string"], "string", "n gånger.", "n times."),
        Function("string.reverse", ["s: string"], "string", "Baklänges.", "Backwards."),
        Function("string.sub", ["s: string", "i: integer", "j?: integer"], "string", "En del.", "A part."),
        Function("string.upper", ["s: string"], "string", "Stora bokstäver (A-Z).", "Upper case (A-Z)."),
        Function("utf8.char", ["...: integer"], "string", "Text av tecken.", "Text of characters."),
        Function(
            "utf8.codepoint", ["s: string", "i?: integer", "j?: integer"], "integer", "Tecknens nummer.",
            "The characters' numbers."),
        Function("utf8.codes", ["s: string"], "function", "Varje tecken.", "Every character."),
        Function("utf8.len", ["s: string", "i?: integer", "j?: integer"], "integer?", "Tecken.", "Characters."),
        Function("utf8.offset", ["s: string", "n: integer", "i?: integer"], "integer?", "Var.", "Where."),
    ]

    private static let tables = [
        Function(
            "table.concat", ["t: table", "sep?: string", "i?: integer", "j?: integer"], "string", "Fogar ihop.",
            "Joins."),
        Function("table.insert", ["t: table", "position: any", "value?: any"], "nil", "Sätter in.", "Inserts."),
        Function(
            "table.move", ["a: table", "f: integer", "e: integer", "t: integer", "b?: table"], "table", "Flyttar.",
            "Moves."),
        Function("table.pack", ["...: any"], "table", "En tabell av argumenten.", "A table of the arguments."),
        Function("table.remove", ["t: table", "position?: integer"], "any", "Tar bort.", "Removes."),
        Function("table.sort", ["t: table", "before?: function"], "nil", "Sorterar.", "Sorts."),
        Function("table.unpack", ["t: table", "i?: integer", "j?: integer"], "any", "Värdena.", "The values."),
    ]

    private static let coroutines = [
        Function("coroutine.close", ["co: thread"], "boolean, any", "Stänger.", "Closes it."),
        Function("coroutine.create", ["f: function"], "thread", "En korutin.", "A coroutine."),
        Function("coroutine.isyieldable", ["co?: thread"], "boolean", "Får den lämna?", "May it yield?"),
        Function("coroutine.resume", ["co: thread", "...: any"], "boolean, any", "Fortsätter.", "Goes on."),
        Function("coroutine.running", [], "thread, boolean", "Den som går.", "The running one."),
        Function("coroutine.status", ["co: thread"], "string", "Läget.", "How it stands."),
        Function("coroutine.wrap", ["f: function"], "function", "Som en funktion.", "As a function."),
        Function("coroutine.yield", ["...: any"], "any", "Lämnar värden.", "Hands over values."),
    ]
}
