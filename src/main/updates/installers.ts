import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { AppImageUpdater, BaseUpdater, DebUpdater, NsisUpdater, PacmanUpdater, RpmUpdater } from 'electron-updater'

/** How this program was installed, which is how a new version replaces it. `none`: it cannot by itself. */
export type InstallKind = 'deb' | 'rpm' | 'pacman' | 'appimage' | 'nsis' | 'stand-in' | 'none'
/** What electron-updater can be made for. `any`: only to look at what there is. */
export type UpdaterKind = Exclude<InstallKind, 'none'> | 'any'

export interface InstallSurroundings {
  readonly platform: NodeJS.Platform
  readonly isPackaged: boolean
  readonly resourcesFolder: string
  readonly appImage: string | undefined
  /** For trying out an unpackaged program: what is called in the place of an installer. */
  readonly standIn: ((installer: string) => void) | null
}

/** Where electron-builder notes which package it made. */
const PACKAGE_TYPE_FILE = 'package-type'
const LINUX_PACKAGES: readonly InstallKind[] = ['deb', 'rpm', 'pacman']

export function installKind({
  platform,
  isPackaged,
  resourcesFolder,
  appImage,
  standIn,
}: InstallSurroundings): InstallKind {
  if (!isPackaged) return standIn === null ? 'none' : 'stand-in'
  if (platform === 'win32') return 'nsis'
  // A mac takes updates only from programs that Apple has signed, which these packages are not.
  if (platform !== 'linux') return 'none'
  if (appImage !== undefined) return 'appimage'
  const file = join(resourcesFolder, PACKAGE_TYPE_FILE)
  const told = existsSync(file) ? readFileSync(file, 'utf8').trim() : ''
  return LINUX_PACKAGES.find((kind) => kind === told) ?? 'none'
}

export const FILE_EXTENSIONS: Readonly<Record<UpdaterKind, string | null>> = {
  deb: 'deb',
  rpm: 'rpm',
  pacman: 'pacman',
  appimage: 'appimage',
  nsis: 'exe',
  'stand-in': 'deb',
  any: null,
}

/** What electron-updater must know of the program. */
export type ProgramAdapter = NonNullable<ConstructorParameters<typeof DebUpdater>[1]>

/** A program that was started from an AppImage starts anew by itself, when this one has ended. */
class PatientAppImageUpdater extends AppImageUpdater {
  protected override async spawnLog(): Promise<boolean> {
    this.app.relaunch()
    return true
  }
}

/** How electron-updater fetches files. It makes one for itself only where it is not told of a program. */
export interface Executor {
  download(url: URL, file: string, options: object): Promise<unknown>
}

/** The way of an updater to its files, which its types keep to themselves. */
function executorOf(updater: BaseUpdater): Executor {
  return Reflect.get(updater, 'httpExecutor') as Executor
}

/** Does all that an installer does but for the last step, which is only told. */
class StandInUpdater extends BaseUpdater {
  readonly #handOver: (installer: string) => void

  constructor(app: ProgramAdapter, handOver: (installer: string) => void) {
    super(null, app)
    this.#handOver = handOver
  }

  protected override doDownloadUpdate(
    options: Parameters<DebUpdater['doDownloadUpdate']>[0],
  ): ReturnType<BaseUpdater['executeDownload']> {
    const [fileInfo] = options.updateInfoAndProvider.provider.resolveFiles(options.updateInfoAndProvider.info)
    if (fileInfo === undefined) throw new Error('the feed names no file')
    return this.executeDownload({
      fileExtension: 'deb',
      fileInfo,
      downloadUpdateOptions: options,
      task: (file, wanted) => executorOf(this).download(fileInfo.url, file, wanted),
    })
  }

  protected override doInstall(): boolean {
    if (this.installerPath !== null) this.#handOver(this.installerPath)
    return true
  }
}

export function updaterOf(
  kind: UpdaterKind,
  app: ProgramAdapter,
  standIn: ((installer: string) => void) | null,
): BaseUpdater {
  switch (kind) {
    case 'deb':
      return new DebUpdater(null, app)
    case 'rpm':
      return new RpmUpdater(null, app)
    case 'pacman':
      return new PacmanUpdater(null, app)
    case 'appimage':
      return new PatientAppImageUpdater(null, app)
    case 'nsis':
      return new NsisUpdater(null, app)
    case 'any':
    case 'stand-in':
      return new StandInUpdater(app, standIn ?? (() => undefined))
  }
}
