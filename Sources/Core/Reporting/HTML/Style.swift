// SPDX-License-Identifier: EUPL-1.2

import SamverkDomain

/// The look of the HTML report: calm on a screen, by day and by night, and on paper.
enum Style {
    static func css(_ language: Language) -> String {
        base + charts + night + paper.replacing("PAGE", with: Words.page(language))
    }

    private static let base = """
        :root { --ink: #1f2933; --soft: #5b6672; --line: #d9dee4; --faint: #f4f6f8; --paper: #fff; --accent: #00598c;
          --mark: #7a4b00; --mark-ground: #fff3d6; --alarm: #9b1c1c; --alarm-ground: #fdeeee; --target: #fff1b8; }
        * { box-sizing: border-box; }
        html { scroll-padding-top: 4rem; }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, -apple-system,
          "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; font-variant-numeric: tabular-nums; }
        .page { max-width: 66rem; margin: 0 auto; padding: 1rem 1.5rem 4rem; }
        .ribbon { position: sticky; top: 0; z-index: 2; }
        .marks { background: var(--mark-ground); color: var(--mark); border-bottom: 1px solid currentColor;
          font-size: .8rem; font-weight: 600; text-align: center; padding: .3rem 1rem; }
        .marks p { margin: 0; }
        .kicker { color: var(--soft); font-size: .85rem; margin: 2rem 0 .25rem; }
        h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 1.2rem; font-weight: 650; letter-spacing: -.01em; }
        h2 { font-size: 1.35rem; line-height: 1.25; margin: 0 0 .5rem; font-weight: 650; }
        h3 { font-size: .95rem; margin: 0 0 .3rem; }
        .answer { font-size: 1.3rem; line-height: 1.45; margin: 0 0 1.5rem; padding: 1.1rem 1.4rem;
          border-left: 5px solid var(--accent); background: var(--faint); border-radius: 0 .4rem .4rem 0; }
        nav ol { display: flex; flex-wrap: wrap; gap: .2rem 1.6rem; margin: 0; padding: 0;
          list-style-position: inside; }
        nav { border-block: 1px solid var(--line); padding: .6rem 0; font-size: .92rem; }
        a { color: var(--accent); }
        section, footer { margin-top: 3.2rem; }
        .summary { color: var(--soft); margin: 0 0 1rem; max-width: 44rem; }
        .findings { list-style: none; margin: 0 0 1.2rem; padding: 0; max-width: 46rem; }
        .findings li { padding: .35rem .8rem; margin: .3rem 0; border-left: 3px solid var(--line); }
        .findings .notice { border-color: var(--mark); background: var(--mark-ground); }
        .findings .warning { border-color: var(--alarm); background: var(--alarm-ground); }
        figure { margin: 1.6rem 0; overflow-x: auto; }
        figcaption, caption { font-weight: 600; text-align: left; padding: 0; }
        figure svg { display: block; width: 100%; height: auto; }
        .table { margin: 1.6rem 0; overflow-x: auto; }
        table { border-collapse: collapse; font-size: .92rem; min-width: 60%; }
        figcaption { margin-bottom: .6rem; }
        .k { white-space: nowrap; }
        .w { min-width: 11rem; }
        summary { font-weight: 600; cursor: pointer; }
        summary .unit { display: inline; margin-left: .4rem; }
        details table { margin-top: .6rem; }
        .only-print { display: none; }
        th, td { padding: .32rem .9rem .32rem 0; text-align: left; vertical-align: top; }
        th:last-child, td:last-child { padding-right: .2rem; }
        thead th { vertical-align: bottom; border-bottom: 1.5px solid var(--ink); line-height: 1.25; font-weight: 600; }
        .unit { display: block; font-weight: 400; color: var(--soft); font-size: .85em; }
        tbody th, tbody td { border-bottom: 1px solid var(--line); }
        tbody th { font-weight: 400; }
        .n { text-align: right; white-space: nowrap; }
        thead .n { white-space: normal; }
        tfoot td, tfoot th { border-top: 1.5px solid var(--ink); font-weight: 650; }
        td a { color: inherit; text-decoration: none; }
        td a:hover, td a:focus { text-decoration: underline; text-decoration-color: var(--soft); }
        td:target { background: var(--target); position: relative; }
        td:target::after { content: attr(title); position: absolute; right: 0; bottom: 100%; z-index: 1;
          padding: .15rem .5rem; white-space: nowrap; background: var(--ink); color: var(--paper); font: .8rem/1.4 ui-monospace, monospace; border-radius: .25rem; }
        .many table { font-size: .82rem; }
        .many th, .many td { padding-right: .6rem; }
        .note { color: var(--soft); font-size: .82rem; margin: .35rem 0 0; }
        aside { margin-top: 1.4rem; padding: .8rem 1.1rem; background: var(--faint);
          border-radius: .4rem; font-size: .86rem; }
        aside ul { margin: 0; padding-left: 1.1rem; }
        code { font: .92em/1.4 ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
        footer { border-top: 1px solid var(--line); padding-top: 1.2rem; font-size: .86rem; }
        footer h2 { font-size: 1.05rem; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1.2rem; margin: 0; }
        dt { color: var(--soft); }
        dd { margin: 0; overflow-wrap: anywhere; }

        """

    private static let charts = """
        .chart { font-variant-numeric: tabular-nums; overflow: visible; }
        .chart .l0, .chart .l1, .chart .l2, .chart .l3, .chart .l4, .chart .l5, .chart .l6, .chart .l7 {
          stroke-linejoin: round; }
        @media screen and (max-width: 40rem) { figure svg { min-width: 36rem; } }

        """

    private static let night = """
        @media screen and (prefers-color-scheme: dark) {
          :root { --ink: #e6e9ed; --soft: #a3adb8; --line: #38424d; --faint: #1d242c; --paper: #14191f;
            --accent: #6cb8ea; --mark: #f3cf86; --mark-ground: #3a2d10; --alarm: #f0a3a3; --alarm-ground: #3b1d1d; --target: #4a3f12; }
          .chart text { fill: var(--ink); }
          .chart .a { fill: var(--soft); }
          .chart .grid { stroke: var(--line); }
          .chart .axis { stroke: var(--soft); }
          .chart .w, .chart .hw { fill: #fff; }
          .chart .d, .chart .hd { fill: #14191f; }
          .chart .s0 { fill: #2f8fcb; }
          .chart .l0 { stroke: #2f8fcb; }
        }

        """

    private static let paper = """
        @page { size: A4; margin: 14mm 15mm 16mm;
          @bottom-right { content: "PAGE " counter(page) " / " counter(pages); font: 8pt system-ui, sans-serif;
            color: #5b6672; }
          @bottom-left { content: "Samverk"; font: 8pt system-ui, sans-serif; color: #5b6672; } }
        @media print {
          html { font-size: 9.5pt; }
          body { display: table; width: 100%; font-size: 9.5pt; }
          .ribbon { display: table-header-group; position: static; break-inside: avoid; }
          .marks { font-size: 8pt; border: 1px solid currentColor; margin-bottom: 5mm; }
          .page { display: table-row-group; max-width: none; padding: 0; }
          nav a { color: inherit; text-decoration: none; }
          tfoot { display: table-row-group; }
          details { display: none; }
          .only-print { display: block; }
          .only-print .unit { display: inline; }
          .kicker { margin-top: 0; }
          h2, h3, figcaption, caption, thead { break-after: avoid; }
          figure, aside, tr, .answer, .findings li { break-inside: avoid; }
          section { margin-top: 9mm; }
          .table, figure { overflow: visible; }
          .many table { font-size: 7.2pt; }
          .table { break-inside: avoid; }
          .chart { max-height: 212mm; }
          td:target { background: none; }
          td:target::after { content: none; }
          td a { color: inherit; }
          .answer, .findings li, aside, .marks, .chart { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        }

        """
}
