import { existsSync } from 'node:fs'
import type { ConnectionStatus } from '#shared/domain/connection.ts'
import type { Settings } from '#shared/domain/settings.ts'
import type { SiteEntry } from '#shared/domain/sites.ts'
import { OutpostError } from '#shared/errors/result.ts'
import { type Connector, ConnectorError } from '../connection/connector.ts'
import { InProcessStore } from '../database/in-process-store.ts'
import type { BootClock } from '../platform/boot-clock.ts'
import type { Clock } from '../platform/clock.ts'
import type { Ids } from '../platform/ids.ts'
import type { Logger } from '../platform/logger.ts'
import type { Random } from '../platform/random.ts'
import { connectionOf } from './hosted-site.ts'
import { SiteEngine } from './site-engine.ts'
import { type SiteTarget, siteDatabase, siteTarget } from './site-target.ts'

export interface StoredSiteDependencies {
  readonly clock: Clock
  readonly boot: BootClock
  readonly random: Random
  readonly ids: Ids
  readonly logger: Logger
  readonly settings: () => Settings
  /** Folder that holds one folder for each site. */
  readonly sitesDirectory: string
  /** False: the file is only read. */
  readonly mayWrite: boolean
}

/** A site as it lies on this PC: nothing is connected, sent or received. What is queued here goes with the next console. */
export class StoredSite {
  readonly id: string
  readonly entry: SiteEntry
  readonly target: SiteTarget
  readonly databaseFile: string
  readonly engine: SiteEngine

  private constructor(entry: SiteEntry, target: SiteTarget, databaseFile: string, engine: SiteEngine) {
    this.id = entry.id
    this.entry = entry
    this.target = target
    this.databaseFile = databaseFile
    this.engine = engine
  }

  /** Rejects with OutpostError `site-closed` where no console has ever opened it, or with a StoreError. */
  static async open(entry: SiteEntry, dependencies: StoredSiteDependencies): Promise<StoredSite> {
    const { sitesDirectory, settings, clock, mayWrite } = dependencies
    const target = siteTarget(entry)
    const file = siteDatabase(sitesDirectory, target)
    if (!existsSync(file)) {
      throw new OutpostError('site-closed', 'No console on this PC has opened this site yet. Start the console once.')
    }
    const store = new InProcessStore(file, clock.now(), !mayWrite)
    const engine = await SiteEngine.open({
      ...dependencies,
      store,
      connector: NO_CONNECTOR,
      connection: connectionOf(target, null, settings()),
      token: () => null,
      firstRevision: 0,
    }).catch(async (error: unknown) => {
      await store.close()
      throw error
    })
    return new StoredSite(entry, target, file, engine)
  }

  connectionStatus(): ConnectionStatus {
    return this.engine.connectionStatus()
  }

  close(): Promise<void> {
    return this.engine.stop()
  }
}

const NO_CONNECTOR: Connector = {
  name: 'none',
  connect: async () => {
    throw new ConnectorError('refused', 'disabled', 'Without a running console nothing is connected.')
  },
  probe: async () => ({ ok: false, message: 'Without a running console nothing is connected.' }),
}
