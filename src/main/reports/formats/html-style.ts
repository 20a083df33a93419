/** The look of a report on paper and on screen: black on white, one accent, figures that line up. */
export const REPORT_STYLE = `
@page { size: A4; margin: 16mm 16mm 18mm }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 60rem; padding: 2rem; color: #1b1f24; background: #fff;
  font: 14px/1.45 Inter, "Noto Sans", "Segoe UI", "Noto Sans Arabic Variable", "Noto Sans Arabic", "Hiragino Sans",
  "Yu Gothic UI", Meiryo, "Noto Sans CJK JP", "Noto Sans JP", "Noto Sans JP Variable", system-ui, sans-serif }
@media print { body { padding: 0 1px; max-width: none; font-size: 8.5pt } section { margin: 1.3rem 0 } }
header { border-bottom: 2px solid #1b1f24; padding-bottom: .8rem; margin-bottom: 1.2rem }
h1 { font-size: 1.7em; margin: 0 0 .2rem; font-weight: 650; overflow-wrap: anywhere }
header p, .note { margin: .1rem 0; color: #4b5563 }
.warning { margin: 1rem 0; padding: .6rem .8rem; border: 1px solid #9a3412; border-inline-start-width: 4px; color: #7c2d12 }
.figures { display: grid; grid-template-columns: repeat(4, 1fr); gap: .6rem; margin: 1.2rem 0 }
.figures div { border: 1px solid #d5d9df; border-radius: 6px; padding: .6rem .8rem }
.figures dt { color: #4b5563; font-size: .86em }
.figures dd { margin: .1rem 0 0; font-size: 1.35em; font-weight: 600; font-variant-numeric: tabular-nums }
section { margin: 1.8rem 0 }
.facts { max-width: 34rem }
.facts th:first-child, .facts td:first-child { width: 62% }
td.id { font-family: "JetBrains Mono", "Noto Sans Mono", ui-monospace, monospace; font-size: .88em; color: #4b5563; word-break: keep-all }
h2 { font-size: 1.15em; margin: 0 0 .5rem; font-weight: 650; break-after: avoid }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums }
th { text-align: start; color: #4b5563; font-weight: 600; border-bottom: 1px solid #9aa2ad; padding-block: .3rem; padding-inline: 0 .5rem }
td { padding-block: .24rem; padding-inline: 0 .5rem; border-bottom: 1px solid #e6e8ec; vertical-align: top; overflow-wrap: anywhere }
th { vertical-align: bottom }
th.number, td.number { text-align: end }
td.number { white-space: nowrap }
td:last-child, th:last-child { padding-inline-end: 0 }
tr { break-inside: avoid }
thead { display: table-header-group }
figure { margin: 0 0 1rem; break-inside: avoid }
figcaption { color: #4b5563; font-weight: 600; margin-bottom: .3rem }
/* Time runs from left to right in every language. */
svg { direction: ltr; width: 100%; height: auto; display: block }
svg text { font-size: 10px; fill: #4b5563 }
.grid { stroke: #e1e4e9; stroke-width: 1 }
.bar { fill: #2f6f9f }
.hatch { stroke: #b6bcc6; stroke-width: 2 }
footer { margin-top: 2rem; color: #4b5563; font-size: .86em }
`
