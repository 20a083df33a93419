import { generateKeyPairSync, sign } from 'node:crypto'
import { join } from 'node:path'
import type { Store } from '../../src/main/database/store.ts'
import type { DeliveryBlock, DeliveryServer } from '../../src/main/delivery/server-port.ts'
import { type BundleExport, BundleExporter, type Signer } from '../../src/main/outbox/bundle/export.ts'
import { type BundleImport, BundleImporter, type BundleInspection } from '../../src/main/outbox/bundle/import.ts'
import { MonotonicBootClock } from '../../src/main/platform/boot-clock.ts'
import type { OperationState, OperationUser } from '../../src/shared/domain/operation.ts'
import { deviceData, deviceRecord } from './builders.ts'
import { ManualClock } from './manual-clock.ts'
import { MemoryDisk } from './memory-disk.ts'
import { ModelServer, type Trouble } from './model-server.ts'
import { countingIds, QueueHost, type QueueHostOptions, seededRandom, temporaryFolder } from './queue-host.ts'

const FILE = 'waiting.json'

/** What several PCs of one site share: the server, the time, and a stick that is carried from one to the other. */
export class Office {
  readonly clock = new ManualClock()
  readonly server = new ModelServer()
  readonly ids = countingIds()
  readonly stick = new MemoryDisk()
  readonly folder = temporaryFolder()
  readonly #pcs: BundlePc[] = []

  async pc(name: string, changes: Partial<QueueHostOptions> = {}): Promise<BundlePc> {
    const pc = new BundlePc(this, name, changes)
    await pc.reopen()
    this.#pcs.push(pc)
    return pc
  }

  seedDevices(...ids: readonly string[]): void {
    for (const id of ids) {
      this.server.seed(id, { ...deviceData({ name: id }) })
      for (const pc of this.#pcs) pc.host.replica.apply({ kind: 'record', record: deviceRecord(id) })
    }
  }

  async close(): Promise<void> {
    for (const pc of this.#pcs) await pc.closeHost()
    this.folder.remove()
  }
}

/** One PC: the shipped queue on a file of its own, with its own way to the server. */
export class BundlePc {
  readonly name: string
  site: { id: string; tenant: string } | null = { id: 'site_1', tenant: 'main' }
  user: OperationUser = { id: 'usr_1', name: 'operator' }
  trouble: () => Trouble = () => 'none'
  signer: Signer = newSigner()
  /** Wraps the store from the next `reopen` on. */
  wrapStore: ((store: Store) => Store) | null = null
  readonly #office: Office
  readonly #changes: Partial<QueueHostOptions>
  #isOnline = false
  #line: Line
  #host: QueueHost | null = null
  #importer: BundleImporter | null = null

  constructor(office: Office, name: string, changes: Partial<QueueHostOptions>) {
    this.#office = office
    this.name = name
    this.#changes = changes
    this.#line = this.#newLine()
  }

  get host(): QueueHost {
    if (this.#host === null) throw new Error('the PC is switched off')
    return this.#host
  }

  /** Ends the program and starts it again. */
  async reopen(): Promise<void> {
    await this.closeHost()
    const { clock, ids, folder } = this.#office
    this.#line = this.#newLine()
    this.#host = await QueueHost.open({
      file: join(folder.path, `${this.name}.sqlite`),
      clock,
      ids,
      random: seededRandom(7),
      server: this.#line.server,
      boot: new MonotonicBootClock(clock, this.name),
      windows: WITHOUT_END,
      ...(this.wrapStore === null ? {} : { wrapStore: this.wrapStore }),
      ...this.#changes,
    })
    this.#host.user = this.user
    this.#importer = this.#newImporter(this.#host)
    await this.#host.delivery.run()
    if (this.#isOnline) this.#line.setBlock(null)
  }

  /** The program is gone without having said goodbye: what hangs goes on hanging. */
  async crash(): Promise<void> {
    const host = this.#host
    this.#host = null
    this.goOffline()
    await host?.store.close()
    this.wrapStore = null
    await this.reopen()
  }

  async closeHost(): Promise<void> {
    await this.#host?.close()
    this.#host = null
  }

  async signIn(user: OperationUser): Promise<void> {
    this.user = user
    this.host.user = user
    this.host.outbox.userChanged()
  }

  goOnline(): void {
    this.#isOnline = true
    this.#line.setBlock(null)
  }

  goOffline(): void {
    this.#isOnline = false
    this.#line.setBlock('offline')
  }

  /** Writes a bundle onto the stick. */
  export(path = FILE): Promise<BundleExport> {
    const { clock, ids, stick } = this.#office
    const { host, site, user } = this
    const exporter = new BundleExporter({
      store: host.store,
      outbox: host.outbox,
      timekeeper: host.timekeeper,
      clock,
      ids,
      author: () =>
        site && {
          site: { ...site, name: 'North', server: 'https://fleet.example.org' },
          clientId: this.name,
          computer: this.name,
          program: 'test',
          user,
          ownerOf: (owner) => (owner.id === '' ? { ...owner, id: user.id } : owner),
        },
      signer: async () => this.signer,
      stageFile: stick.stageFile,
    })
    return exporter.export(path)
  }

  inspect(path = FILE): Promise<BundleInspection> {
    return this.inspectBytes(this.#office.stick.read(path))
  }

  inspectBytes(bytes: Buffer): Promise<BundleInspection> {
    if (this.#importer === null) throw new Error('the PC is switched off')
    return this.#importer.inspect(inChunks(bytes))
  }

  async import(path = FILE): Promise<BundleImport> {
    const { token, problems } = await this.inspect(path)
    if (token === null) throw new Error(problems[0]?.message ?? 'it cannot be taken in')
    return this.importToken(token)
  }

  importToken(token: string): Promise<BundleImport> {
    if (this.#importer === null) throw new Error('the PC is switched off')
    return this.#importer.import(token)
  }

  /** The state of each operation; null: it is not here. */
  async states(...keys: readonly string[]): Promise<(OperationState | null)[]> {
    const { operations } = await this.host.store.operations(keys)
    const byKey = new Map(operations.map((operation) => [operation.key, operation.state]))
    return keys.map((key) => byKey.get(key) ?? null)
  }

  /** Each run of the program has its own: one that crashed never hears of the server again. */
  #newLine(): Line {
    return new Line(this.#office.server, () => this.trouble())
  }

  #newImporter(host: QueueHost): BundleImporter {
    const { clock, ids } = this.#office
    const target = () => ({ site: this.site, clientId: this.name, user: this.user })
    return new BundleImporter({ store: host.store, outbox: host.outbox, clock, ids, target })
  }
}

export const WITHOUT_END = {
  create: { confirmAfterMs: null, expireAfterMs: null },
  update: { confirmAfterMs: null, expireAfterMs: null },
  delete: { confirmAfterMs: null, expireAfterMs: null },
  command: { confirmAfterMs: null, expireAfterMs: null },
} as const

export function newSigner(): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return {
    publicKey: publicKey.export({ format: 'der', type: 'spki' }),
    sign: async (message) => sign(null, message, privateKey),
  }
}

async function* inChunks(bytes: Buffer): AsyncGenerator<Uint8Array> {
  // Small and odd, so that lines and characters are cut everywhere.
  const size = 1_021
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size)
}

/** One PC's own way to a server that others reach too. */
class Line {
  readonly server: DeliveryServer
  readonly #listeners = new Set<() => void>()
  #block: DeliveryBlock | null = 'offline'

  constructor(server: ModelServer, trouble: () => Trouble) {
    const through = <T>(ask: () => Promise<T>): Promise<T> => {
      server.trouble = trouble
      return ask()
    }
    this.server = {
      block: () => this.#block,
      onBlockChanged: (listener) => {
        this.#listeners.add(listener)
        return () => this.#listeners.delete(listener)
      },
      limits: () => server.limits(),
      capabilities: () => server.capabilities(),
      apply: (operations) => through(() => server.apply(operations)),
      lookup: (keys) => through(() => server.lookup(keys)),
      read: (refs) => through(() => server.read(refs)),
    }
  }

  setBlock(block: DeliveryBlock | null): void {
    this.#block = block
    for (const listener of [...this.#listeners]) listener()
  }
}
