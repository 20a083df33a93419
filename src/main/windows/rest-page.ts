import { type DesktopLanguage, filled } from '#shared/i18n/desktop-texts.ts'
import { localeOf } from '#shared/i18n/languages.ts'

export interface RestTold {
  readonly deaths: number
  /** Milliseconds since the epoch. */
  readonly nextAt: number
  readonly lastWords: string
}

/** The page, with nothing in it that could be more than text. */
export function restPage(
  { name, direction, texts: { rest: texts } }: DesktopLanguage,
  { deaths, nextAt, lastWords }: RestTold,
): string {
  const time = new Date(nextAt).toLocaleTimeString(localeOf(name), {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  const words = lastWords === '' ? '' : `<p>${escaped(texts.lastWords)}</p><pre>${escaped(lastWords)}</pre>`
  return `<!doctype html>
<html lang="${name}" dir="${direction}">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
    <title>Outpost Console</title>
    <style>
      html { background: #15181c; color: #e3e6ea; font: 28px/1.5 system-ui, sans-serif; cursor: none; }
      main { max-width: 42em; margin: 22vh auto 0; padding: 0 2rem; }
      h1 { font-size: 44px; font-weight: 600; margin: 0 0 1rem; }
      h1 span { color: #ff6b6b; }
      p { margin: 0 0 0.75rem; }
      pre { color: #9aa3ad; font: 18px/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; }
    </style>
  </head>
  <body>
    <main>
      <h1><span aria-hidden="true">◆</span> ${escaped(texts.title)}</h1>
      <p>${escaped(filled(texts.often, { count: String(deaths) }))}</p>
      <p>${escaped(texts.safe)}</p>
      <p>${escaped(filled(texts.next, { time }))}</p>
      ${words}
    </main>
  </body>
</html>
`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
