import type { Settings } from '#shared/domain/settings.ts'
import { OutpostError } from '#shared/errors/result.ts'
import type { AlarmHistory } from '#shared/ipc/alarm-requests.ts'
import type { ConnectionLifecycle } from '../connection/lifecycle.ts'
import type { AlarmHistoryQuery, AlarmStore } from '../database/alarm-store.ts'
import type { StoredHead } from '../database/store.ts'
import type { Inbound } from '../inbound/inbound.ts'
import type { AlarmsPort } from '../ipc/services.ts'
import type { Cancel, Clock } from '../platform/clock.ts'
import type { Logger } from '../platform/logger.ts'
import { AlarmRecorder } from '../replica/alarm-recorder.ts'
import { AlarmRetention } from '../replica/alarm-retention.ts'
import type { CursorCompanion, Replica } from '../replica/replica.ts'

export interface AlarmRecordDependencies {
  readonly store: AlarmStore
  readonly clock: Clock
  readonly logger: Logger
  readonly settings: () => Settings
  /** What is stored of the site. */
  readonly meta: StoredHead['meta']
}

/** What the record follows, once it is made. */
interface Followed {
  readonly replica: Replica
  readonly inbound: Inbound
  readonly connection: ConnectionLifecycle
}

/** The record of alarms of one site: follows what comes in, keeps as long as is set, and answers for periods. */
export class AlarmRecordService {
  readonly #dependencies: AlarmRecordDependencies
  readonly #recorder: AlarmRecorder
  readonly #retention: AlarmRetention
  readonly #cancels: Cancel[] = []
  #followed: Followed | null = null

  constructor(dependencies: AlarmRecordDependencies) {
    this.#dependencies = dependencies
    this.#recorder = new AlarmRecorder({
      ...dependencies,
      now: () => this.#now(),
      isCurrent: () => this.#followed?.inbound.isCurrent ?? false,
    })
    this.#retention = new AlarmRetention({
      ...dependencies,
      serverNow: () => this.#followed?.connection.serverNow() ?? null,
      keptDays: () => {
        const { alarmEventsKeptDays: events, alarmFiguresKeptDays: figures } = dependencies.settings()
        return { events, figures }
      },
    })
  }

  /** What the copy stores with its cursor. */
  get companion(): CursorCompanion {
    return this.#recorder
  }

  /** To be called when the copy is restored, before anything comes in. */
  async run(followed: Followed): Promise<void> {
    const { replica, inbound } = followed
    this.#followed = followed
    const { cursor, syncedAt } = replica
    await this.#recorder.open(this.#dependencies.meta, { cursor, syncedAt, records: () => replica.records('alert') })
    this.#cancels.push(
      inbound.onEvent((event) => this.#recorder.take(event)),
      inbound.onSnapshot((records) => this.#recorder.takeSnapshot(records)),
    )
    this.#retention.run()
  }

  stop(): void {
    this.#retention.stop()
    for (const cancel of this.#cancels.splice(0)) cancel()
  }

  /** Rejects with a StoreError. */
  async history(period: AlarmHistoryQuery['period']): Promise<AlarmHistory> {
    const { store, settings } = this.#dependencies
    // What has come in until now is to be counted.
    await this.#recorder.flush().catch(() => undefined)
    const now = this.#now()
    return store.alarmHistory({ period, now, ...this.#recorder.coverage(now), operators: settings().alarmOperators })
  }

  /** Whole milliseconds, as all times in the record. */
  #now(): number {
    return Math.round(this.#followed?.connection.serverNow() ?? this.#dependencies.clock.now())
  }
}

/** What windows can ask of the record. */
export function alarmsPort({ alarms }: { readonly alarms: AlarmRecordService | null }): AlarmsPort {
  return {
    async history({ period }) {
      if (alarms === null) throw new OutpostError('not-found', 'Alarms are not recorded here.')
      return alarms.history(period)
    },
  }
}
