import type { ConnectionState } from '#shared/domain/connection.ts'
import { contentDataSchema } from '#shared/domain/entities.ts'
import type { Settings } from '#shared/domain/settings.ts'
import type { ChosenFiles } from '#shared/domain/uploads.ts'
import { OutpostError } from '#shared/errors/result.ts'
import type { ConnectionLifecycle } from '../connection/lifecycle.ts'
import { HttpUploads } from '../connection/upload-http.ts'
import { StoreError } from '../database/errors.ts'
import type { UploadStore } from '../database/upload-store.ts'
import type { UploadsPort } from '../ipc/services.ts'
import type { Outbox } from '../outbox/outbox.ts'
import { outpostErrorOf } from '../outbox/store-trouble.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import type { Ids } from '../platform/ids.ts'
import type { Logger } from '../platform/logger.ts'
import type { Random } from '../platform/random.ts'
import type { SecureContextSource } from '../platform/trusted-authorities.ts'
import type { Replica } from '../replica/replica.ts'
import { callWithin } from '../resilience/call-within.ts'
import { retryPaceOf } from '../resilience/policy.ts'
import type { ContentToRenew } from '../uploads/choosing.ts'
import { diskFiles } from '../uploads/disk-files.ts'
import { UploadEngine } from '../uploads/engine.ts'
import { UploadStopped } from '../uploads/problems.ts'
import { changeOf, contentOf, type UploadRecord } from '../uploads/record.ts'
import { UploadServerError } from '../uploads/server-port.ts'
import { UploadRate } from '../uploads/upload-rate.ts'
import { type AskedFiles, orRefused } from './asked-files.ts'
import type { SiteIdentity } from './site-identity.ts'
import type { SiteResilience } from './site-resilience.ts'

/** What uploads need of the site that they are of. */
export interface UploadSite {
  readonly connection: ConnectionLifecycle
  readonly resilience: SiteResilience
  readonly identity: SiteIdentity
  readonly outbox: Outbox
  readonly replica: Replica
}

export interface SiteUploadsDependencies {
  readonly store: UploadStore
  readonly clock: Clock
  readonly random: Random
  readonly ids: Ids
  readonly logger: Logger
  readonly settings: () => Settings
  readonly token: () => string | null
  readonly secureContext?: SecureContextSource | undefined
  /** Left out: this site's uploads have the limit for themselves. */
  readonly uploadRate?: UploadRate | undefined
}

/** A piece of a file, and the comparing of a large file behind its last one, may take longer than other requests. */
const LEAST_TIMEOUT_MS = 120_000

/** The uploads of one site: over HTTP to the place of its connection, and into its queue when they are there. */
export class SiteUploads {
  readonly engine: UploadEngine
  readonly #site: UploadSite
  readonly #http: HttpUploads
  readonly #cancels: Cancel[] = []

  constructor(site: UploadSite, dependencies: SiteUploadsDependencies) {
    const { clock, settings, token, secureContext, logger } = dependencies
    this.#site = site
    const place = () => {
      const serverUrl = site.connection.serverUrl
      const secret = token()
      return serverUrl === null || secret === null ? null : { serverUrl, token: secret }
    }
    this.#http = new HttpUploads(place, { secureContext: secureContext ?? null })
    const timeoutMs = () => Math.max(LEAST_TIMEOUT_MS, settings().requestTimeoutMs)
    this.engine = new UploadEngine({
      ...dependencies,
      logger: logger.child('uploads'),
      files: diskFiles,
      server: this.#http,
      rate: dependencies.uploadRate ?? new UploadRate(clock, () => settings().uploadRateLimit),
      pace: () => retryPaceOf(settings()),
      call: (task, signal) => {
        this.#assertPromised()
        const breaker = site.resilience.breakers.get(site.resilience.nameOf('uploads'))
        return breaker.call(() => callWithin(clock, { timeoutMs: timeoutMs(), signal }, task))
      },
      isReachable: () => isReachable(site.connection.state),
      userId: () => (site.identity.isSignedOut ? null : site.identity.user.id),
      isOfUser: (userId) => site.outbox.isOfUser(userId),
      makeContent: (record, checksum) =>
        record.replaces === null ? this.#makeContent(record, checksum) : this.#renewContent(record, checksum),
      contentToRenew: (contentId) => this.#contentToRenew(contentId),
    })
  }

  /** To be called when the queue and the copy are there. Rejects with a StoreError. */
  async run(): Promise<void> {
    await this.engine.run()
    const { connection, resilience } = this.#site
    let was = isReachable(connection.state)
    const name = resilience.nameOf('uploads')
    this.#cancels.push(
      connection.onStatus(({ state }) => {
        const is = isReachable(state)
        if (is !== was) this.engine.wake()
        was = is
      }),
      // A person has reset it, or it has closed by itself: nothing needs to wait any more.
      resilience.breakers.onChanged((change) => {
        if (change.name === name && change.to === 'closed') this.engine.wake()
      }),
    )
  }

  async stop(): Promise<void> {
    for (const cancel of this.#cancels.splice(0)) cancel()
    await this.engine.stop()
    this.#http.close()
  }

  #assertPromised(): void {
    if (this.#site.connection.session()?.welcome.capabilities.includes('uploads') !== false) return
    throw new UploadServerError('not-supported', 'refused', 'This server takes no files.')
  }

  /** Its id was made with the upload: what is there already was made before the program ended. */
  async #makeContent(record: UploadRecord, checksum: string): Promise<void> {
    const { outbox, replica } = this.#site
    const fields = { ...contentOf(record, checksum) }
    const create = { kind: 'create', entityType: 'content', entityId: record.contentId, fields } as const
    const { entityId } = outbox.resolve(create).intent
    if (replica.presence({ entityType: 'content', entityId }) !== 'absent') return
    await outbox.enqueue([create])
  }

  /** One change of all that is said about the bytes: what waits of it already was queued before the program ended. */
  async #renewContent(record: UploadRecord, checksum: string): Promise<void> {
    const content = this.#contentToRenew(record.contentId)
    if (content === null) throw new UploadStopped('content-gone', 'The content does not exist any more.')
    if (content.file.checksum === checksum) return
    if (content.file.checksum !== record.replaces?.checksum) {
      throw new UploadStopped('replaced', 'The content has got another file since this one was chosen.')
    }
    const fields = changeOf(record, checksum, content.file)
    await this.#site.outbox.enqueue([{ kind: 'update', entityType: 'content', entityId: content.id, fields }])
  }

  #contentToRenew(contentId: string): ContentToRenew | null {
    const { outbox, replica } = this.#site
    const update = { kind: 'update', entityType: 'content', entityId: contentId, fields: {} } as const
    const { entityId } = outbox.resolve(update).intent
    const ref = { entityType: 'content', entityId } as const
    if (replica.presence(ref) !== 'present') return null
    const read = contentDataSchema.safeParse(replica.shown(ref))
    if (!read.success || read.data.kind === 'web') return null
    const { name, folder = '', kind, sizeBytes, checksum, mediaType, width, height } = read.data
    const bytes = { checksum: checksum ?? null, mediaType: mediaType ?? null }
    const pixels = { width: width ?? null, height: height ?? null }
    return { id: entityId, name, folder, file: { kind, sizeBytes, ...bytes, ...pixels } }
  }
}

function isReachable(state: ConnectionState): boolean {
  return state === 'online' || state === 'degraded'
}

/** What windows can ask about uploads. */
export function uploadsPort(site: { readonly uploads: SiteUploads | null }, files: AskedFiles): UploadsPort {
  const engine = (): UploadEngine => {
    if (site.uploads !== null) return site.uploads.engine
    throw new OutpostError('not-found', 'Nothing is uploaded from here.')
  }
  return {
    list: () => ({ uploads: site.uploads?.engine.statuses() ?? [] }),
    choose: (windowId, folder) =>
      orTold(async () => {
        const chosen = await files.openMany(windowId, { title: 'upload', ...MEDIA })
        return chosen === null ? { outcome: 'cancelled' } : told(await engine().add(chosen, folder))
      }),
    drop: (paths, folder) =>
      orTold(async () => {
        for (const path of paths) await files.assertForeign(path)
        return told(await engine().add(paths, folder))
      }),
    chooseAgain: (windowId, key) =>
      orTold(async () => {
        const chosen = await files.openMany(windowId, { title: 'uploadAgain', ...MEDIA })
        const path = chosen?.[0]
        return path === undefined ? { outcome: 'cancelled' } : told(await engine().replace(key, path))
      }),
    renew: (windowId, contentId) =>
      orTold(async () => {
        const chosen = await files.openMany(windowId, { title: 'uploadAgain', ...MEDIA })
        const path = chosen?.[0]
        return path === undefined ? { outcome: 'cancelled' } : told(await engine().renew(contentId, path))
      }),
    act: (keys, act) => storing(() => engine().act(keys, act)),
  }
}

const MEDIA = { name: 'media' as const, extensions: ['png', 'jpg', 'jpeg', 'webp', 'mp4', 'm4v', 'webm'] }

type Told = { readonly outcome: 'chosen' } & ChosenFiles

function told(chosen: ChosenFiles): Told {
  return { outcome: 'chosen', added: chosen.added, refused: chosen.refused }
}

/** A file that may not be taken is answered, with why. */
async function orTold<T>(work: () => Promise<T>): Promise<T | { outcome: 'refused'; message: string }> {
  const done = await orRefused(() => storing(work))
  if (typeof done === 'object' && done !== null && 'problem' in done) {
    return { outcome: 'refused', message: done.problem.message }
  }
  return done
}

async function storing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof StoreError ? outpostErrorOf(error) : error
  }
}
