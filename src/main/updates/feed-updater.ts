import { createHash } from 'node:crypto'
import { createReadStream, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BaseUpdater, CancellationToken } from 'electron-updater'
import type { Logger } from '../platform/logger.ts'
import type { FeedSource } from './feed-source.ts'
import { FILE_EXTENSIONS, type ProgramAdapter, type UpdaterKind, updaterOf } from './installers.ts'
import { notesOf, releasedAt } from './manifest.ts'
import { asUpdateError, UpdateError } from './problem.ts'
import { receiveFile } from './receive-file.ts'
import { type OfferedManifest, signedProvider } from './signed-provider.ts'
import { isWithinShare } from './staging.ts'
import type { Found, Updater } from './updater-port.ts'

export interface FeedUpdaterOptions {
  readonly kind: UpdaterKind
  readonly source: FeedSource
  readonly keys: readonly string[]
  readonly version: string
  /** Where what was received lies between starts. */
  readonly folder: string
  /** What this PC is called: decides when it has its turn. */
  readonly machine: string
  readonly logger: Logger
  readonly standIn: ((installer: string) => void) | null
  /** Starts the program anew when this one has ended. */
  readonly relaunch: (program: string | null) => void
}

const CACHE = 'received'

/**
 * electron-updater with a feed of our own: what is offered must be signed, files come from a web server or a folder, and are taken
 * only as long and with the sum that was signed. Choosing the file, keeping it between starts and the installation are its own.
 */
export class FeedUpdater implements Updater {
  readonly canInstall = true
  readonly #options: FeedUpdaterOptions
  readonly #updater: BaseUpdater
  #offered: OfferedManifest | null = null
  #receiving: { signal: AbortSignal; onProgress: (bytes: number) => void } | null = null
  #relaunched: string | null = null
  #lastError: Error | null = null

  constructor(options: FeedUpdaterOptions) {
    this.#options = options
    mkdirSync(options.folder, { recursive: true, mode: 0o700 })
    this.#updater = this.#createUpdater()
  }

  async check(signal: AbortSignal): Promise<Found> {
    const { source, keys, logger, version, machine } = this.#options
    this.#offered = null
    const onOffered = (offered: OfferedManifest): void => {
      this.#offered = offered
    }
    const extension = FILE_EXTENSIONS[this.#options.kind]
    const provider = signedProvider({ source, keys, extension, signal, onOffered })
    this.#updater.setFeedURL({ provider: 'custom', updateProvider: provider })
    try {
      const result = await this.#updater.checkForUpdates()
      const offered = this.#offered as OfferedManifest | null
      if (result === null || offered === null)
        throw new UpdateError('by-hand', 'This installation is not one that updates.')
      const { manifest, file } = offered
      const order = orderOf(this.#updater, manifest.version)
      if (order > 0) return { kind: 'older', version: manifest.version }
      if (order === 0) return { kind: 'same' }
      if (!result.isUpdateAvailable || !isWithinShare(manifest, machine))
        return { kind: 'later', version: manifest.version }
      logger.info('a newer version is offered', { version: manifest.version, present: version })
      const told = { notes: notesOf(manifest), releasedAt: releasedAt(manifest) }
      return { kind: 'newer', offer: { version: manifest.version, bytes: file.size, ...told } }
    } catch (error) {
      throw asUpdateError(error, 'broken')
    }
  }

  async download(signal: AbortSignal, onProgress: (bytes: number) => void): Promise<void> {
    this.#receiving = { signal, onProgress }
    try {
      await this.#updater.downloadUpdate()
    } catch (error) {
      throw asUpdateError(error, 'damaged')
    } finally {
      this.#receiving = null
    }
  }

  async install(): Promise<void> {
    await this.#assertUnchanged()
    this.#lastError = null
    // Neither asks anything, and both start the new version: this one has asked before.
    const isHandedOver = this.#updater.install(true, true)
    if (!isHandedOver) {
      Reflect.set(this.#updater, 'quitAndInstallCalled', false)
      throw new UpdateError('install-failed', this.#lastErrorText())
    }
    if (this.#options.kind !== 'nsis') this.#options.relaunch(this.#relaunched)
  }

  /** It has lain in a folder that every program of this user may write to. */
  async #assertUnchanged(): Promise<void> {
    const helper: unknown = Reflect.get(this.#updater, 'downloadedUpdateHelper')
    const file: unknown = typeof helper === 'object' && helper !== null ? Reflect.get(helper, 'file') : null
    const expected = this.#offered?.file.sha512
    if (typeof file !== 'string' || expected === undefined) {
      throw new UpdateError('install-failed', 'Nothing was received yet.')
    }
    const hash = createHash('sha512')
    for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) hash.update(chunk)
    if (hash.digest('base64') !== expected)
      throw new UpdateError('damaged', 'What was received was changed on this PC.')
  }

  #lastErrorText(): string {
    return this.#lastError?.message ?? 'The installer did not take over.'
  }

  #createUpdater(): BaseUpdater {
    const { kind, logger, standIn } = this.#options
    const updater = updaterOf(kind, this.#adapter(), standIn)
    updater.autoDownload = false
    updater.autoInstallOnAppQuit = false
    updater.allowPrerelease = true
    updater.disableWebInstaller = true
    // Whole files only: what is put together from parts of others would be read from more places than the one that is watched.
    updater.disableDifferentialDownload = true
    // Whose turn it is, is decided here: by the name of the PC, which stays when a profile is made anew.
    updater.isUserWithinRollout = () => true
    const note = (message: unknown): void => logger.debug('electron-updater', { message: String(message) })
    updater.logger = { info: note, debug: note, warn: note, error: note }
    updater.on('error', (error) => {
      this.#lastError = error
    })
    updater.on('appimage-filename-updated', (path) => {
      this.#relaunched = path
    })
    Reflect.set(updater, 'httpExecutor', this.#executor())
    return updater
  }

  /** What electron-updater fetches files with. */
  #executor(): object {
    return {
      download: async (_url: URL, destination: string, _options: { cancellationToken?: CancellationToken }) => {
        const receiving = this.#receiving
        const file = this.#offered?.file
        if (receiving === null || file === undefined) throw new UpdateError('broken', 'Nothing is offered.')
        const wanted = { name: file.url, bytes: file.size, sha512: file.sha512 }
        await receiveFile(this.#options.source, wanted, destination, receiving)
      },
    }
  }

  #adapter(): ProgramAdapter {
    const { version, folder } = this.#options
    const config = join(folder, 'updater.yml')
    writeFileSync(config, `updaterCacheDirName: ${CACHE}\n`)
    return {
      ...{ version, name: 'outpost-console', isPackaged: true },
      ...{ appUpdateConfigPath: config, userDataPath: folder, baseCachePath: folder },
      whenReady: async () => undefined,
      // Called while it installs; done when the installer has taken over.
      relaunch: () => undefined,
      quit: () => undefined,
      onQuit: () => undefined,
    }
  }
}

/** Negative: the present version is older than the other; semver's own order, whose types are not part of electron-updater. */
function orderOf({ currentVersion }: { readonly currentVersion: unknown }, version: string): number {
  return (currentVersion as { compare(other: string): number }).compare(version)
}
