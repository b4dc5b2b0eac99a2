// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

extension SchemaText {
    /// Analyses with their ports.
    static let analysisParts: [(name: String, schema: JSON)] = [
        (
            "analysis",
            .members([
                .required("id", .part("slug"), "Its id within the plugin; with it, desk-sharing/compare."),
                .required("title", .part("words"), "What it is called."),
                .required("summary", .part("words"), "What it answers."),
                .optional("parameters", .list(of: .part("parameter")), "What its user may set."),
                .optional("inputs", .list(of: .part("input")), "The tables that it takes."),
                .required("outputs", .list(of: .part("output")), "The tables that it gives."),
                .optional("findings", .list(of: .part("finding")), "Sentences that it may find."),
                .optional("charts", .list(of: .part("chart")), "How its tables are drawn."),
                .optional("hooks", .someTexts, "The hooks that it may ask, desk-sharing/may_share@1."),
                .optional(
                    "deterministic", .aFlag, "Whether the same input and seed give the same bytes; true unless told."),
            ])
        ), ("parameter", .members(parameter)), ("portColumn", .members(portColumn)),
        (
            "typeRule",
            [
                "anyOf": [
                    .part("columnType"),
                    .members([
                        .required("if", .shaped("^[^=]+=.+$", "unit=SEK"), "A parameter and a value: unit=SEK."),
                        .required("then", .part("columnType"), "The type when the parameter has the value."),
                        .required("else", .part("columnType"), "The type when it has another."),
                    ]),
                ]
            ]
        ), ("input", .members(port + input)), ("output", .members(port + output)), ("read", .members(read)),
        (
            "readColumn",
            .members([
                .required("name", .aText, "The column of the port."),
                .optional("from", .aText, "The column of the dataset, where it has another name."),
                .optional(
                    "aggregate", .oneOf(["sum", "count", "min", "max"]), "How values become one; the others group."),
            ])
        ),
        (
            "filter",
            .members([
                .required("column", .aText, "The column of the dataset."),
                .optional("in", .someTexts, "The values to keep."),
                .optional(
                    "from", .oneOf(ReadFilter.sources),
                    "Keep the members of the run, or also the organisations they belong to."),
            ])
        ),
        (
            "invariants",
            .members([
                .optional(
                    "equalSums", ["anyOf": [.aFlag, .list(of: .aText, least: 2)]],
                    "The columns whose sums must be equal; true: those of columns_from."),
                .optional("minimum", .aNumber, "The least value in the columns of columns_from."),
                .optional("maximum", .aNumber, "The largest value in them."),
            ])
        ),
        (
            "finding",
            .members([
                .required("id", .aText, "The id that the analysis gives it by."),
                .required("sentence", .part("words"), "The sentence, with {name} where values go."),
            ])
        ), ("chart", .members(chart)),
    ]

    private static let parameter: [SchemaField] =
        [
            .required("name", .aText, "The parameter's name."),
            .required(
                "type", .oneOf(ParameterSpec.Kind.self), "choice: one of allowed; list: several of them, by commas."),
            .required("title", .part("words"), "What it means."),
            .optional(
                "default", ["type": ["string", "number", "boolean", "array", "object"]],
                "Its value unless told; without it the parameter may have none."),
            .optional("minimum", .aNumber, "The least value."), .optional("maximum", .aNumber, "The largest value."),
            .optional("allowed", .someTexts, "The values that are allowed; proportional:* allows any ending."),
        ] + unit

    private static let portColumn: [SchemaField] =
        [
            .required("name", .aText, "The column's name."),
            .required("type", .part("typeRule"), "Its type, perhaps one that follows from a parameter."),
            .required("title", .part("words"), "What it is called."),
            .optional("nullable", .aFlag, "Whether a value may be missing."),
            .optional("optional", .aFlag, "Whether the column of an input may be missing."),
            .optional("minimum", .aNumber, "The least value."), .optional("maximum", .aNumber, "The largest value."),
        ] + unit

    private static let port: [SchemaField] = [
        .required("name", .aText, "The port's name."), .required("title", .part("words"), "What the table is."),
        .optional("shape", .oneOf(["table", "game"]), "game: one row a coalition; table unless told."),
        .required("columns", .list(of: .part("portColumn")), "Its columns."),
        .optional("others", .part("typeRule"), "The type of further columns, where there may be any."),
        .optional("key", .someTexts, "The columns whose values together name a row."),
    ]

    private static let input: [SchemaField] = [
        .optional("required", .aFlag, "Whether the analysis cannot do without it."),
        .optional("read", .part("read"), "What is read from the registry when nothing is wired: the permission."),
    ]

    private static let output: [SchemaField] = [
        .required("lineage", .oneOf(["key", "all"]), "key: a row comes from rows of the same key; all: from all."),
        .optional("columns_from", .aText, "The parameter whose list gives one more column a value."),
        .optional("adds_up", .aFlag, "Whether its amounts may be summed over the parties; true unless told."),
        .optional("invariants", .part("invariants"), "What must hold of its figures; the host insists on it."),
    ]

    private static let read: [SchemaField] = [
        .required("dataset", .aText, "The dataset: of the core, municipalities, or of a plugin, desk-sharing/desks."),
        .required("columns", .list(of: .part("readColumn")), "The columns that are read, and no others."),
        .optional("where", .list(of: .part("filter")), "The rows that are read: all conditions hold."),
    ]

    private static let chart: [SchemaField] = [
        .required("id", .aText, "Its id."), .required("kind", .oneOf(Chart.Kind.self), "How it is drawn."),
        .required("title", .part("words"), "What it shows."), .required("table", .aText, "The output it draws."),
        .required("category", .aText, "The column along the axis."),
        .optional("across", .aText, "The column across, of a chart with two axes of names."),
        .optional("series", .someTexts, "The columns that are drawn."),
    ]
}
