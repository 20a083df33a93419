import { app, dialog, type Session, session } from 'electron'

/** What the composition root needs to know of the running Electron. */
export interface RunningApp {
  readonly version: string
  readonly electronVersion: string
  readonly isPackaged: boolean
  readonly defaultSession: () => Session
  readonly onQuitRequested: (listener: () => void) => void
  readonly onSecondInstance: (listener: () => void) => void
  readonly exit: (code: number) => void
}

export const runningApp: RunningApp = {
  version: app.getVersion(),
  electronVersion: process.versions['electron'] ?? 'unknown',
  isPackaged: app.isPackaged,
  defaultSession: () => session.defaultSession,
  onQuitRequested(listener) {
    app.on('before-quit', (event) => {
      event.preventDefault()
      listener()
    })
    app.on('window-all-closed', listener)
  },
  onSecondInstance: (listener) => void app.on('second-instance', listener),
  exit: (code) => app.exit(code),
}

/** Tells the operator why the app cannot start, where a person can see it, and on standard error for scripts. */
export function showStartFailure(message: string, isUnattended: boolean): void {
  process.stderr.write(`${message}\n`)
  if (!isUnattended) dialog.showErrorBox('Outpost Console cannot start', message)
}
