import type { Settings } from '../../src/shared/domain/settings.ts'
import type { Account } from './checks/account.ts'
import type { DatedEffect, Facts } from './checks/facts.ts'
import type { Report } from './checks/violation.ts'
import { type ConsoleOptions, SimulatedConsole } from './console/console.ts'
import { simulatedSettings } from './console/settings.ts'
import type { Image } from './disk/image.ts'
import type { Effect } from './server/apply.ts'
import { FleetServer, SERVER_EPOCH_MS } from './server/fleet-server.ts'
import { FULL_TRAITS, type ServerTraits } from './server/traits.ts'
import type { Chance } from './world/chance.ts'
import type { Timeline } from './world/timeline.ts'

export interface WorldOptions {
  readonly timeline: Timeline
  readonly chance: Chance
  readonly report: Report
  readonly newImage: () => Image
  readonly onEffect: (effect: DatedEffect) => void
  readonly hooks: Pick<ConsoleOptions, 'onMistake' | 'onOpened' | 'onPainted'>
}

export interface World {
  readonly server: FleetServer
  readonly consoles: readonly SimulatedConsole[]
  readonly settings: Settings
  readonly facts: Facts
}

/** A wall clock may be wrong by this much from the beginning. */
const MOST_WRONG_MS = 300_000

/** The server, the PCs and the books about them, as the seed has it. */
export function buildWorld(options: WorldOptions): World {
  const { timeline, chance, report, newImage, onEffect, hooks } = options
  const settings = simulatedSettings(chance.fork('settings'))
  const effects = new Map<string, DatedEffect>()
  const server = new FleetServer({
    timeline,
    chance: chance.fork('server'),
    traits: traitsOf(chance.fork('traits')),
    onEffect: (effect: Effect) => {
      const dated = { ...effect, at: timeline.now }
      if (effects.has(effect.operation.key)) report('exactly-once', `${effect.operation.key} had a second effect`)
      effects.set(effect.operation.key, dated)
      onEffect(dated)
    },
  })
  const count = Number(chance.fork('consoles').weighted({ 1: 4, 2: 5, 3: 1 }))
  const consoles = Array.from({ length: count }, (_, index) => {
    const own = chance.fork(`console-${index}`)
    const wall = SERVER_EPOCH_MS + Math.round(own.hits(0.6) ? 0 : own.between(-MOST_WRONG_MS, MOST_WRONG_MS))
    return new SimulatedConsole({ index, timeline, chance: own, image: newImage(), server, settings, wall, ...hooks })
  })
  const accounts = new Map<string, Account>(consoles.map((console) => [console.owner, console.account]))
  const accountOf = (key: string): Account | null => accounts.get(key.slice(0, 8)) ?? null
  return {
    server,
    consoles,
    settings,
    facts: { now: () => timeline.now, server, settings, effects, accountOf, report },
  }
}

/** Most servers can everything; some lack what older or other ones do not have. */
function traitsOf(chance: Chance): ServerTraits {
  return {
    ...FULL_TRAITS,
    hasLookup: !chance.hits(0.12),
    hasAtomicBatch: !chance.hits(0.2),
    hasCommandReports: !chance.hits(0.12),
    assignsIds: chance.hits(0.15),
    batchOperations: chance.pick([1, 3, 100, 100]) ?? 100,
    page: chance.pick([3, 3, 50]) ?? 50,
  }
}
