import { type App, app, dialog, type Session, session } from 'electron'

/** What the composition root needs to know of the running Electron. */
export interface RunningApp {
  readonly handle: App
  readonly version: string
  readonly electronVersion: string
  readonly isPackaged: boolean
  readonly whenReady: () => Promise<void>
  /** The languages of this PC as its owner prefers them, like `de-AT`. */
  readonly systemLanguages: () => readonly string[]
  readonly userDataFolder: () => string
  /** Everything Electron itself stores goes to this folder too. Call before anything else. */
  readonly setProfile: (folder: string) => void
  /** False: another process of the app uses this profile; it has been told to come to the front. */
  readonly isFirstOfProfile: () => boolean
  /** The same for a command without a window: nobody is brought to the front. */
  readonly takesProfileForCommand: () => boolean
  /** What Chromium itself stores goes to this folder. Call before anything else. */
  readonly setScratchFolder: (folder: string) => void
  /** Without window, tray and dock; windows made for printing come and go. `listener`: the system or a person ends it. */
  readonly workUnseen: (listener: () => void) => void
  readonly enableSandbox: () => void
  readonly defaultSession: () => Session
  /** Windows are drawn without graphics hardware. Call before the app is ready. */
  readonly drawInSoftware: () => void
  /** The graphics hardware cannot be used, or is not to be. Known when a window has been drawn. */
  readonly isInSoftware: () => boolean
  readonly onQuitRequested: (listener: () => void) => void
  /** Not on macOS, where an app without windows lives on; its icon opens one. */
  readonly onLastWindowClosed: (listener: () => void) => void
  readonly onSecondInstance: (listener: () => void) => void
  /** Starts this program again when it has ended, with one more switch. Call `exit` afterwards. */
  readonly startAgain: (withSwitch: string) => void
  /** What starts this program: itself, and in a checkout the folder it is read from. */
  readonly launchCommand: () => readonly [string, ...string[]]
  readonly exit: (code: number) => void
  /** Another one is started when this one has ended. @param program null: the same */
  readonly relaunch: (program: string | null) => void
}

/** What a command says of itself to the app that has the profile. */
const OF_COMMAND = { isCommand: true }

function isOfCommand(data: unknown): boolean {
  return typeof data === 'object' && data !== null && Reflect.get(data, 'isCommand') === true
}

export const runningApp: RunningApp = {
  handle: app,
  version: app.getVersion(),
  electronVersion: process.versions['electron'] ?? 'unknown',
  isPackaged: app.isPackaged,
  whenReady: () => app.whenReady(),
  systemLanguages: () => app.getPreferredSystemLanguages(),
  userDataFolder: () => app.getPath('userData'),
  setProfile: (folder) => app.setPath('userData', folder),
  isFirstOfProfile: () => app.requestSingleInstanceLock(),
  takesProfileForCommand: () => app.requestSingleInstanceLock(OF_COMMAND),
  setScratchFolder: (folder) => app.setPath('sessionData', folder),
  workUnseen(listener) {
    app.dock?.hide()
    // What Chromium misses on a machine without a desktop is nobody's business here.
    app.commandLine.appendSwitch('log-level', '3')
    app.on('window-all-closed', () => undefined)
    app.on('before-quit', (event) => {
      event.preventDefault()
      listener()
    })
  },
  enableSandbox() {
    // Every window asks for the sandbox itself. This covers all other processes too, but cannot be combined with the
    // switch that developers need as root, where Chromium has no sandbox at all.
    if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  },
  defaultSession: () => session.defaultSession,
  drawInSoftware: () => app.disableHardwareAcceleration(),
  isInSoftware: () => app.getGPUFeatureStatus().gpu_compositing !== 'enabled',
  onQuitRequested(listener) {
    app.on('before-quit', (event) => {
      event.preventDefault()
      listener()
    })
  },
  onLastWindowClosed(listener) {
    app.on('window-all-closed', () => {
      if (process.platform !== 'darwin') listener()
    })
  },
  onSecondInstance(listener) {
    app.on('second-instance', (_event, _argv, _folder, data) => {
      if (!isOfCommand(data)) listener()
    })
    app.on('activate', listener)
  },
  startAgain(withSwitch) {
    const args = [...process.argv.slice(1), withSwitch]
    const execPath = appImage()
    app.relaunch(execPath === null ? { args } : { args, execPath })
  },
  launchCommand: () => [appImage() ?? process.execPath, ...(app.isPackaged ? [] : [app.getAppPath()])],
  exit: (code) => app.exit(code),
  relaunch: (program) => app.relaunch(program === null ? {} : { execPath: program }),
}

/** The file that the running program is unpacked from, which lasts longer than what it is unpacked to; null: none. */
function appImage(): string | null {
  return process.env['APPIMAGE'] ?? null
}

/** Tells the operator why the app cannot start, where a person can see it, and on standard error for scripts. */
export function showStartFailure(message: string, isUnattended: boolean): void {
  process.stderr.write(`${message}\n`)
  if (!isUnattended) dialog.showErrorBox('Outpost Console cannot start', message)
}
