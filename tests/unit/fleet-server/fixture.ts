import type { DeviceCommand } from '#shared/domain/commands.ts'
import { type FeedEvent, feedEventSchema } from '#shared/protocol/feed.ts'
import type { OperationResult, WireOperation } from '#shared/protocol/operations.ts'
import type { FleetListener, Sender } from '../../../src/fleet-server/core/apply.ts'
import { Requests } from '../../../src/fleet-server/core/requests.ts'
import { type ServerOptions, serverOptionsSchema } from '../../../src/fleet-server/options.ts'
import { SIMULATED_RULES } from '../../../src/fleet-server/simulation/alarm-rules.ts'
import { playedBy, playsOf } from '../../../src/fleet-server/simulation/plays.ts'
import { drawScreenshot } from '../../../src/fleet-server/simulation/screenshot.ts'
import { seedFleet } from '../../../src/fleet-server/simulation/seed-fleet.ts'
import { drawThumbnail } from '../../../src/fleet-server/simulation/thumbnail.ts'
import { FleetStore } from '../../../src/fleet-server/store/store.ts'
import { temporaryFolder } from '../../support/sqlite.ts'

/** The SHA-256 of the only bytes that anybody has uploaded. */
export const UPLOADED = 'ab'.repeat(32)

export const START = 1_700_000_000_000
export const OPERATOR: Sender = { userId: 'operator-1', userName: 'Operator', role: 'operator', clientId: 'client-1' }

/** A store with a small fleet, a clock that stands still until it is moved, and everything that was committed. */
export interface Fixture {
  readonly store: FleetStore
  readonly requests: Requests
  readonly events: FeedEvent[]
  readonly commands: (readonly [string, DeviceCommand])[]
  readonly options: ServerOptions
  readonly apply: (operations: readonly WireOperation[], sender?: Sender) => OperationResult[]
  readonly advance: (milliseconds: number) => void
  /** From now on this hears of what operators do, too. */
  readonly connect: (listener: FleetListener) => void
  /** Closes the store and opens it again, as after a restart. */
  readonly reopen: () => Fixture
  readonly remove: () => void
}

export function fixture(change: Partial<ServerOptions> = {}): Fixture {
  const folder = temporaryFolder()
  const options = { ...serverOptionsSchema.parse({ devices: 10, retention: 1_000 }), ...change }
  return open(folder.path, options, START, folder.remove)
}

function open(path: string, options: ServerOptions, at: number, remove: () => void): Fixture {
  let now = at
  let epochs = 0
  const { tenant, retention } = options
  const newEpoch = (): string => {
    epochs += 1
    return `epoch-${at}-${epochs}`
  }
  const store = new FleetStore({ folder: path, tenant, retention, now: () => now, newEpoch })
  seedFleet(store, options, now)
  const events: FeedEvent[] = []
  store.onCommitted((committed) => {
    for (const { name, text } of committed.events)
      events.push(feedEventSchema.parse({ name, payload: JSON.parse(text) as unknown }))
  })
  const commands: (readonly [string, DeviceCommand])[] = []
  let listener: FleetListener | null = null
  const fleet: FleetListener = {
    deviceCreated: (id) => listener?.deviceCreated(id),
    deviceDeleted: (id) => listener?.deviceDeleted(id),
    commanded: (id, command, key) => {
      commands.push([id, command])
      listener?.commanded(id, command, key)
    },
    scheduleRun: (id, key) => listener?.scheduleRun(id, key),
    screenshotOf: drawScreenshot,
    thumbnailOf: drawThumbnail,
    alarmRules: SIMULATED_RULES,
    plays: (asked, askedAt) => playsOf(playedBy(store.entities, asked.place), asked, askedAt),
  }
  let ids = 0
  const newId = (entityType: string): string => {
    ids += 1
    return `${entityType}-own-${ids}`
  }
  const manner = {
    newId: options.assignsIds ? newId : null,
    hasLookup: options.hasLookup,
    showsCodes: options.showsCodes,
    hasBytes: (sha256: string) => sha256 === UPLOADED,
    smallFile: () => null,
  }
  const requests = new Requests(store, () => now, fleet, manner)
  return {
    store,
    requests,
    events,
    commands,
    options,
    apply: (operations, sender = OPERATOR) => requests.apply({ operations }, sender).results,
    advance: (milliseconds) => {
      now += milliseconds
    },
    connect: (connected) => {
      listener = connected
    },
    reopen: () => {
      store.close()
      return open(path, options, now, remove)
    },
    remove: () => {
      store.close()
      remove()
    },
  }
}

/** A key that is the same in every run. */
export function keyOf(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
}

export function rename(number: number, entityId: string, baseVersion: number, name: string): WireOperation {
  return {
    key: keyOf(number),
    clientSequence: number,
    createdAt: START,
    kind: 'update',
    entityType: 'device',
    entityId,
    baseVersion,
    fields: { name },
  }
}
