// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// The datasets that every workspace has; plugins bring the others. Their columns are the headers of the CSV files.
enum CoreDatasets {
    static let all: [DatasetSchema] = [
        agreementHooks, agreementParties, agreements, approvals, assessments, capabilities, indicators,
        municipalities, organisationMembers, organisations, partyKeys,
    ]

    private static let municipalities = DatasetSchema(
        "municipalities", title: Localized(sv: "Kommuner", en: "Municipalities"),
        columns: [
            column("code", .party, "Kommunkod", "Code"), column("name", .text, "Namn", "Name"),
            column("county_code", .text, "Länskod", "County code", nullable: true),
            column("county", .text, "Län", "County", nullable: true),
            column("population", .integer, "Folkmängd", "Population", unit: "persons", nullable: true, minimum: 0),
            column(
                "total_cost", .money, "Kommunens kostnad", "Total cost", unit: "öre/year", nullable: true, minimum: 0),
            source,
        ], key: ["code"])

    private static let organisations = DatasetSchema(
        "organisations", title: Localized(sv: "Gemensamma organisationer", en: "Joint organisations"),
        columns: [
            column("id", .party, "Kod", "Code"), column("name", .text, "Namn", "Name"),
            column("legal_form", .category, "Juridisk form", "Legal form", nullable: true), source,
        ], key: ["id"])

    private static let organisationMembers = DatasetSchema(
        "organisation_members",
        title: Localized(sv: "Kommuner i gemensamma organisationer", en: "Members of joint organisations"),
        columns: [
            column("organisation", .party, "Organisation", "Organisation", references: "organisations"),
            column("municipality", .party, "Kommun", "Municipality", references: "municipalities"), source,
        ], key: ["organisation", "municipality"])

    private static let indicators = DatasetSchema(
        "indicators", title: Localized(sv: "Nyckeltal", en: "Indicators"),
        columns: [
            column("municipality", .party, "Kommun", "Municipality", references: "municipalities"),
            column("indicator", .category, "Nyckeltal", "Indicator"), column("period", .category, "Period", "Period"),
            column("value", .real, "Värde", "Value"), column("unit", .text, "Enhet", "Unit", nullable: true), source,
        ], key: ["municipality", "indicator", "period"])

    private static let capabilities = DatasetSchema(
        "capabilities", title: Localized(sv: "Förmågor", en: "Capabilities"),
        columns: [
            column("id", .category, "Förmåga", "Capability"),
            column("map_order", .integer, "Plats på kartan", "Place in the map", minimum: 1),
            column("area", .category, "Område", "Area"), column("group", .category, "Grupp", "Group"),
            column("name_sv", .text, "Namn på svenska", "Name in Swedish"),
            column("name_en", .text, "Namn på engelska", "Name in English"),
            column("description", .text, "Beskrivning", "Description", nullable: true), source,
        ], key: ["id"])

    private static let assessments = DatasetSchema(
        "assessments", title: Localized(sv: "Skattningar av mognad", en: "Assessments of maturity"),
        columns: [
            column("respondent", .party, "Svarande", "Respondent", references: "municipalities"),
            column("capability", .category, "Förmåga", "Capability", references: "capabilities"),
            column("level", .integer, "Nivå", "Level", unit: "level", minimum: 0, maximum: 4),
            column("visibility", .category, "Synlighet", "Visibility", allowed: ["shared", "coordinator"]), source,
        ], key: ["respondent", "capability"])

    private static let agreements = DatasetSchema(
        "agreements", title: Localized(sv: "Samverkansavtal", en: "Cooperation agreements"),
        columns: [
            column("id", .category, "Avtal", "Agreement"),
            column("version", .integer, "Version", "Version", minimum: 1),
            column("title_sv", .text, "Titel på svenska", "Title in Swedish"),
            column("title_en", .text, "Titel på engelska", "Title in English"),
            column("form", .integer, "Samverkansform", "Cooperation form", minimum: 0, maximum: 5),
            column("path", .category, "Väg", "Path", nullable: true),
            column("capabilities", .text, "Förmågor", "Capabilities", nullable: true),
            column("legal_form", .category, "Juridisk form", "Legal form", nullable: true),
            column("legal_basis", .text, "Lagstöd", "Legal basis", nullable: true),
            column("host", .party, "Värd", "Host", nullable: true, references: "municipalities"),
            column("cost_model", .category, "Kostnadsmodell", "Cost model", nullable: true),
            column("cost_parameters", .text, "Villkor för kostnaden", "Cost parameters", nullable: true),
            column("starts_on", .date, "Börjar", "Starts on", nullable: true),
            column("ends_on", .date, "Slutar", "Ends on", nullable: true),
            column("notice_months", .integer, "Uppsägningstid", "Notice", unit: "months", nullable: true, minimum: 0),
            column("status", .category, "Läge", "Status", allowed: AgreementStatus.allCases.map(\.rawValue)),
            column("status_on", .date, "Läget gäller från", "Status since", nullable: true),
            column("registration_no", .text, "Diarienummer", "Registration number", nullable: true),
            column("exit_terms", .text, "Villkor vid utträde", "Terms of exit", nullable: true), source,
        ], key: ["id"])

    private static let agreementParties = DatasetSchema(
        "agreement_parties", title: Localized(sv: "Avtalens parter", en: "Parties of agreements"),
        columns: [
            column("agreement", .category, "Avtal", "Agreement", references: "agreements"),
            column("party", .party, "Part", "Party", references: "municipalities"),
            column("role", .category, "Roll", "Role"), column("status", .category, "Läge", "Status"),
            column("joined_on", .date, "Med från", "Joined on", nullable: true),
            column("leaves_on", .date, "Lämnar", "Leaves on", nullable: true),
            column("decision", .text, "Beslut", "Decision", nullable: true),
            column("decided_on", .date, "Beslutat", "Decided on", nullable: true),
            column("note", .text, "Anteckning", "Note", nullable: true), source,
        ], key: ["agreement", "party"])

    private static let approvals = DatasetSchema(
        "approvals", title: Localized(sv: "Godkända regler", en: "Approvals of rules"),
        columns: [
            column("agreement", .category, "Avtal", "Agreement", references: "agreements"),
            column("rule_hash", .text, "Regelns kontrollsumma", "Hash of the rule"),
            column("party", .party, "Part", "Party", references: "municipalities"),
            column("person", .text, "Person", "Person"), column("basis", .text, "Beslut", "Basis"),
            column("approved_on", .date, "Godkänd", "Approved on"),
            column("file", .text, "Regelns fil", "File of the rule", nullable: true),
            column("hook", .text, "Regelpunkt", "Hook", nullable: true),
            column("file_hash", .text, "Filens kontrollsumma", "Hash of the file", nullable: true),
            column("signature", .text, "Underskrift (Ed25519, base64)", "Signature (Ed25519, base64)", nullable: true),
            column("withdrawn_on", .date, "Återtagen", "Withdrawn on", nullable: true),
            column("withdrawn_by", .text, "Återtagen av", "Withdrawn by", nullable: true),
            column("withdrawn_basis", .text, "Beslut om återtagande", "Basis of the withdrawal", nullable: true),
        ], key: ["agreement", "rule_hash", "party"])

    private static let agreementHooks = DatasetSchema(
        "agreement_hooks", title: Localized(sv: "Avtalens regelpunkter", en: "Hooks of agreements"),
        columns: [
            column("agreement", .category, "Avtal", "Agreement", references: "agreements"),
            column("hook", .category, "Regelpunkt", "Hook"),
            column("open_to_local", .boolean, "Öppen för lokala regler", "Open to local rules"),
            column(
                "on_failure", .category, "Om en regel inte kan svara", "When a rule fails",
                allowed: ["stop", "default"]),
            source,
        ], key: ["agreement", "hook"])

    private static let partyKeys = DatasetSchema(
        "party_keys", title: Localized(sv: "Parternas nycklar för underskrift", en: "Signing keys of parties"),
        columns: [
            column("party", .party, "Part", "Party", references: "municipalities"),
            column("public_key", .text, "Öppen nyckel (Ed25519, base64)", "Public key (Ed25519, base64)"),
            column("valid_from", .date, "Gäller från", "Valid from"),
            column("revoked_on", .date, "Spärrad", "Revoked on", nullable: true), source,
        ], key: ["party", "public_key"])

    private static let source = column("source", .text, "Källa", "Source", nullable: true)

    private static func column(
        _ name: String, _ type: ColumnType, _ sv: String, _ en: String, unit: String? = nil, nullable: Bool = false,
        minimum: Double? = nil, maximum: Double? = nil, allowed: [String] = [], references: String? = nil
    ) -> DatasetColumn {
        DatasetColumn(
            ColumnSpec(name, type, unit: unit, nullable: nullable), title: Localized(sv: sv, en: en), minimum: minimum,
            maximum: maximum, allowed: allowed, references: references)
    }
}
