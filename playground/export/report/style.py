"""How a report looks: light or dark as the reader's system is, and light on paper, without cut figures."""

CSS = """
:root { color-scheme: light dark; --paper: #ffffff; --ink: #1a1d21; --quiet: #5a6472; --line: #d9dee4;
  --raised: #f4f5f7; --accent: #1f77c9; --warn: #b4540a; }
@media (prefers-color-scheme: dark) { :root { --paper: #15181c; --ink: #e6e9ed; --quiet: #9aa3ad;
  --line: #333a42; --raised: #1e2329; --accent: #6cb2f2; --warn: #f0a060; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 2rem 1.5rem 4rem; background: var(--paper);
  color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, Ubuntu, sans-serif; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 { font-size: 1.3rem; margin: 2.5rem 0 .75rem; padding-top: 1rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; }
a { color: var(--accent); }
nav ul { list-style: none; padding: 0; margin: 1rem 0; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; }
.quiet, figcaption, nav { color: var(--quiet); font-size: .9rem; }
.wide { overflow-x: auto; margin: .75rem 0; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .92rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .9rem .3rem 0;
  border-bottom: 1px solid var(--line); }
thead th { color: var(--quiet); font-weight: 500; }
tbody th { font-weight: 600; }
table.numbers td, table.numbers thead th + th { text-align: right; }
table.steps { font-size: .78rem; }
table.steps td { padding: .1rem .2rem; text-align: center; border: 0; min-width: 1.1em; }
table.steps th { padding: .1rem .6rem .1rem 0; border: 0; color: var(--quiet); font-weight: 500; }
td.wrong, mark { background: none; color: var(--warn); font-weight: 700; text-decoration: underline; }
.formula { font-family: "STIX Two Math", "Cambria Math", "Latin Modern Math", Georgia, serif;
  font-weight: 400; white-space: nowrap; font-size: 1.05rem; }
.formula.long { white-space: normal; }
th:has(.formula) + td { min-width: 14rem; }
sub, sup { line-height: 0; font-size: .72em; }
figure { margin: 1rem 0; }
.beside { display: flex; flex-wrap: wrap; gap: 0 1.5rem; }
.beside figure { flex: 1 1 26rem; max-width: 36rem; min-width: 0; }
svg { max-width: 100%; height: auto; color: var(--ink); }
svg text { font-family: inherit !important; }
pre { background: var(--raised); padding: .75rem 1rem; border-radius: 6px; white-space: pre-wrap;
  overflow-wrap: anywhere; font-size: .85rem; }
.finding { border-left: 4px solid var(--warn); padding: .1rem 0 .1rem 1rem; margin: 1rem 0; }
@media print {
  :root { color-scheme: light; --paper: #ffffff; --ink: #000000; --quiet: #444444; --line: #bbbbbb;
    --raised: #f4f5f7; --accent: #000000; --warn: #8a3c00; }
  @page { margin: 16mm; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  nav { display: none; }
  h2, h3 { break-after: avoid; }
  figure, tr, .finding, pre { break-inside: avoid; }
  .beside figure { max-width: 48%; }
  .wide { overflow: visible; }
  table { font-size: 9pt; }
  th:has(.formula) + td { min-width: 8rem; }
}
"""
