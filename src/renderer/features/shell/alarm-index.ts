import { ALARM_PRIORITIES, type Alarm, alarmOf } from '#shared/domain/alarms.ts'
import type { EntityView } from '#shared/domain/view.ts'
import { folded } from '#shared/i18n/folded.ts'
import type { EntityCollection } from '../../stores/entity-collection.ts'
import { Best, rankingOf } from './palette-ranking.ts'

/** An alarm, and in lower case what it is found by. */
interface Known {
  readonly alarm: Alarm
  /** What is wrong with which device. */
  readonly own: string
  /** That, where it is, and what the device said of it. */
  readonly all: string
}

/** How alarms are called, for who searches. */
export interface AlarmWords {
  readonly kindOf: (alarm: Alarm) => string
  readonly nameOf: (deviceId: string) => string
  readonly siteOf: (deviceId: string) => string
}

/** What alarms are found by. Each is read once; what is over comes last, then the most urgent and the newest first. */
export class AlarmIndex {
  readonly #words: AlarmWords
  readonly #known = new WeakMap<EntityView, Known>()
  #of: EntityCollection['positions'] | null = null
  #inOrder: readonly Known[] = []

  constructor(words: AlarmWords) {
    this.#words = words
  }

  find(alarms: EntityCollection, query: string, most: number): readonly Alarm[] {
    this.#read(alarms)
    const best = new Best<Alarm>(most)
    const rankOf = rankingOf(query)
    for (const { alarm, own, all } of this.#inOrder) {
      const rank = rankOf(own, all)
      if (rank !== null) best.add(alarm, rank)
    }
    return best.items
  }

  #read(alarms: EntityCollection): void {
    if (alarms.positions === this.#of) return
    this.#of = alarms.positions
    const turns = ALARM_PRIORITIES.length
    const parts: Known[][] = Array.from({ length: turns * 2 }, () => [])
    // The newest come last.
    for (let position = alarms.size - 1; position >= 0; position -= 1) {
      const known = this.#knownOf(alarms.at(position))
      if (known === null) continue
      const { alarm } = known
      const isOver = alarm.clearedAt !== null && alarm.acknowledged
      parts[(isOver ? turns : 0) + ALARM_PRIORITIES.indexOf(alarm.priority)]?.push(known)
    }
    this.#inOrder = parts.flat()
  }

  #knownOf(view: EntityView | undefined): Known | null {
    const known = view === undefined ? undefined : this.#known.get(view)
    if (view === undefined || known !== undefined) return known ?? null
    const alarm = alarmOf(view)
    if (alarm === null) return null
    const { kindOf, nameOf, siteOf } = this.#words
    const own = folded(`${kindOf(alarm)} ${nameOf(alarm.deviceId)}`)
    const rest = folded(`${siteOf(alarm.deviceId)} ${alarm.priority} ${alarm.message} ${alarm.deviceId}`)
    const made = { alarm, own, all: `${own} ${rest}` }
    this.#known.set(view, made)
    return made
  }
}
