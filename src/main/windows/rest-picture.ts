import { BrowserWindow, screen } from 'electron'
import { DESKTOP_ENGLISH, type DesktopTexts, filled } from '#shared/i18n/desktop-texts.ts'

export interface RestTold {
  readonly deaths: number
  /** Milliseconds since the epoch. */
  readonly nextAt: number
  readonly lastWords: string
}

/**
 * What every screen shows while a console that dies again and again is not started. Made of nothing but text: whatever is
 * broken about the console must not break this.
 */
export class RestPictureWindows {
  readonly #texts: DesktopTexts['rest']
  #windows: BrowserWindow[] = []

  constructor(texts: DesktopTexts['rest'] = DESKTOP_ENGLISH.texts.rest) {
    this.#texts = texts
  }

  show(told: RestTold, onStartNow: () => void): void {
    this.hide()
    const page = `data:text/html;charset=utf-8,${encodeURIComponent(restPage(this.#texts, told))}`
    this.#windows = screen.getAllDisplays().map(({ bounds }) => {
      const window = new BrowserWindow({
        ...bounds,
        show: false,
        fullscreen: true,
        autoHideMenuBar: true,
        backgroundColor: '#15181c',
        title: 'Outpost Console',
        webPreferences: { sandbox: true, javascript: false, devTools: false },
      })
      window.webContents.on('before-input-event', (_event, { type, key }) => {
        if (type === 'keyDown' && key === 'Enter') onStartNow()
      })
      // Ended by the console that takes its place, and by nobody else.
      window.on('close', (event) => event.preventDefault())
      window.webContents.on('will-navigate', (event) => event.preventDefault())
      window.once('ready-to-show', () => window.show())
      window.loadURL(page).catch(() => undefined)
      return window
    })
  }

  hide(): void {
    for (const window of this.#windows.splice(0)) window.destroy()
  }
}

/** The page, with nothing in it that could be more than text. */
export function restPage(texts: DesktopTexts['rest'], { deaths, nextAt, lastWords }: RestTold): string {
  const time = new Date(nextAt).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
  const words = lastWords === '' ? '' : `<p>${escaped(texts.lastWords)}</p><pre>${escaped(lastWords)}</pre>`
  return `<!doctype html>
<html lang="en">
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
