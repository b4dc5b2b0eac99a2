// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

extension SchemaText {
    /// Datasets and hooks.
    static let dataParts: [(name: String, schema: JSON)] = [
        (
            "dataset",
            .members([
                .required("id", .part("slug"), "Its id within the plugin; with it, desk-sharing/desks."),
                .required("title", .part("words"), "What it is called."),
                .required("columns", .list(of: .part("datasetColumn")), "Its columns."),
                .required("key", .someTexts, "The columns whose values together name a row: unique and never empty."),
                .optional(
                    "migrations", .list(of: .part("migration")),
                    "How the rows of earlier versions become today's, the earliest version first."),
            ])
        ), ("datasetColumn", .members(datasetColumn)),
        (
            "migration",
            .members([
                .required("version", .part("version"), "The version of the plugin that brings it."),
                .required("steps", .list(of: .part("step")), "What is done, one step after another."),
            ])
        ), ("step", ["anyOf": .array(steps.map { .members($0) })]),
    ]

    private static let nullable = SchemaField.optional("nullable", .aFlag, "Whether a value may be missing.")

    private static let steps: [[SchemaField]] = [
        [
            .required("add", .part("slug"), "A new column."), .required("type", .part("columnType"), "Its type."),
            .optional("default", ["type": ["string", "number", "boolean"]], "The value of the rows there are."),
            nullable,
        ] + unit,
        [
            .required("rename", .aText, "A column that changes its name."),
            .required("to", .part("slug"), "Its new name."),
        ],
        [
            .required("retype", .aText, "A column that changes its type."),
            .required("to", .part("columnType"), "Its new type."), nullable,
        ] + unit,
        [.required("drop", .aText, "A column that goes.")],
        [
            .required(
                "rekey", ["type": "array", "items": .aText, "minItems": 1, "uniqueItems": true],
                "The columns of the new key.")
        ],
    ]

    static let hookParts: [(name: String, schema: JSON)] = [
        (
            "hook",
            .members([
                .required("id", .part("slug"), "Its id within the plugin; with it, desk-sharing/may_share."),
                .required("major", ["type": "integer"], "The version that a rule names after @."),
                .required("title", .part("words"), "What is asked, as a question."),
                .required("summary", .part("words"), "What an answer does."),
                .required(
                    "scope", .oneOf(["local", "agreement"]),
                    "local: an owner's own facts; agreement: what enters a shared sum and all parties approve."),
                .optional(
                    "combine", .oneOf(Hook.Combine.self), "How several answers become one; override unless told."),
                .optional("chance", .aFlag, "Whether its rules have math.random."),
                .required("subject", .aText, "The column of the rows that names whose rule answers."),
                .required("arguments", .list(of: .part("argument")), "What a rule is given."),
                .required("result", .part("result"), "What a rule answers."),
                .optional("previous", .part("previous"), "The arguments and result of the major before, still served."),
                .required("default", .part("words"), "What holds where no rule answers."),
            ])
        ), ("argument", .members(argument(.part("datasetColumn")))),
        (
            "previous",
            .members([
                .required("arguments", .list(of: .part("formerArgument")), "What a rule was given."),
                .required("result", .part("result"), "What it answered: of today's type and unit."),
            ])
        ),
        ("formerArgument", .members(argument(.part("formerField")) + [from])),
        ("formerField", .members(datasetColumn + [from])),
        (
            "result",
            .members(
                [
                    .required("type", .part("columnType"), "The type of an answer."),
                    .required("title", .part("words"), "What an answer is."),
                ] + unit + bounds)
        ),
    ]

    private static let from = SchemaField.optional(
        "from", .aText, "The column of today's rows that holds the value, where it has another name.")

    static let unit: [SchemaField] = [
        .optional("unit", .aText, "Its unit: hours/year, öre/year, share.")
    ]

    private static let bounds: [SchemaField] = [
        .optional("minimum", .aNumber, "The least value."), .optional("maximum", .aNumber, "The largest value."),
        .optional("allowed", .someTexts, "The values that are allowed."),
    ]

    private static let references = SchemaField.optional(
        "references", .aText, "Where its values are found: a dataset (its key) or dataset.column.")

    private static let datasetColumn: [SchemaField] =
        [
            .required("name", .aText, "The column's name."),
            .required("type", .part("columnType"), "The column's type."),
            .required("title", .part("words"), "What it is called."),
            .optional("nullable", .aFlag, "Whether a value may be missing."),
        ] + unit + bounds + [references]

    private static func argument(_ field: JSON) -> [SchemaField] {
        [
            .required("name", .aText, "The name that a rule reads it by."),
            .required("title", .part("words"), "What it is."),
            .optional("type", .part("columnType"), "The type of one value; without it, fields."),
            .optional("fields", .list(of: field), "The fields of a table; without them, type."),
        ] + unit + bounds + [references]
    }
}
