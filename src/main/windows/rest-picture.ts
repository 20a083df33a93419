import { BrowserWindow, screen } from 'electron'
import type { DesktopLanguage } from '#shared/i18n/desktop-texts.ts'
import { type RestTold, restPage } from './rest-page.ts'

/**
 * What every screen shows while a console that dies again and again is not started. Made of nothing but text: whatever is
 * broken about the console must not break this.
 */
export class RestPictureWindows {
  readonly #language: DesktopLanguage
  #windows: BrowserWindow[] = []

  constructor(language: DesktopLanguage) {
    this.#language = language
  }

  show(told: RestTold, onStartNow: () => void): void {
    this.hide()
    const page = `data:text/html;charset=utf-8,${encodeURIComponent(restPage(this.#language, told))}`
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
