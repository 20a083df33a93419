import type { EntityType } from '#shared/domain/ids.ts'
import type { Intent } from '#shared/domain/operation.ts'
import { between, chance, pick, type Random } from '../../src/fleet-server/platform/random.ts'

/** Few entities, so that their lanes are long. Nobody else edits the fields used here, so nothing may clash. */
const HOT: readonly { readonly entityType: EntityType; readonly entityId: string }[] = [
  { entityType: 'device', entityId: 'device-00001' },
  { entityType: 'device', entityId: 'device-00002' },
  { entityType: 'device', entityId: 'device-00003' },
  { entityType: 'playlist', entityId: 'playlist-01' },
  { entityType: 'content', entityId: 'content-01' },
  { entityType: 'schedule', entityId: 'schedule-01' },
  { entityType: 'alert', entityId: 'alert-000001' },
]
const OWN_PREFIX = 'crash-'
/** Older ones are deleted first, so that the fleet does not grow with the rounds. */
const MAX_OWN = 12

/** What may be changed: devices this test made before, as the console shows them now. */
export interface Fleet {
  readonly ownDevices: () => readonly string[]
}

/** Draws calls of `enqueue`: one or several intents each. The same seed draws the same calls from the same fleet. */
export class Mix {
  readonly #random: Random
  readonly #fleet: Fleet
  readonly #label: string
  readonly #dying = new Set<string>()
  #values = 0
  #made = 0

  constructor(random: Random, fleet: Fleet, label: string) {
    this.#random = random
    this.#fleet = fleet
    this.#label = label
  }

  next(): Intent[] {
    const roll = this.#random.next()
    if (roll < 0.45) return [this.#update()]
    if (roll < 0.6) return [this.#command()]
    if (roll < 0.72) return this.#creation()
    if (roll < 0.8) return this.#deletion()
    return Array.from({ length: between(this.#random, 3, 8) }, () =>
      chance(this.#random, 0.8) ? this.#update() : this.#command(),
    )
  }

  #update(): Intent {
    const own = this.#own()
    const target =
      own.length > 0 && chance(this.#random, 0.3)
        ? { entityType: 'device' as const, entityId: pick(this.#random, own) }
        : pick(this.#random, HOT)
    return { kind: 'update', ...target, fields: this.#fields(target.entityType) }
  }

  #fields(entityType: EntityType): Record<string, unknown> {
    const value = this.#value()
    switch (entityType) {
      case 'device':
        return pick(this.#random, [
          { name: value },
          { location: value },
          { tags: [value] },
          { name: value, location: value },
        ])
      case 'playlist':
        return pick(this.#random, [{ name: value }, { description: value }])
      case 'schedule':
        return pick(this.#random, [{ name: value }, { priority: between(this.#random, 0, 100) }])
      case 'content':
        return { name: value }
      case 'alert':
        return { acknowledged: true, note: value }
    }
  }

  #command(): Intent {
    const entityId = pick(this.#random, ['device-00001', 'device-00002', 'device-00003'])
    return { kind: 'command', entityType: 'device', entityId, command: pick(this.#random, ['reload', 'clear-cache']) }
  }

  /** A create, mostly with edits and a command of the new device right behind it. */
  #creation(): Intent[] {
    this.#made += 1
    const entityId = `${OWN_PREFIX}${this.#label}-${this.#made}`
    const fields = {
      name: this.#value(),
      site: 'Depot',
      location: '',
      model: 'Brightline 43',
      serial: entityId,
      tags: [],
      playlistId: null,
    }
    const intents: Intent[] = [{ kind: 'create', entityType: 'device', entityId, fields }]
    for (let edit = between(this.#random, 0, 3); edit > 0; edit -= 1) {
      intents.push({ kind: 'update', entityType: 'device', entityId, fields: this.#fields('device') })
    }
    if (chance(this.#random, 0.3)) intents.push({ kind: 'command', entityType: 'device', entityId, command: 'reload' })
    return intents
  }

  #deletion(): Intent[] {
    const own = this.#own()
    if (own.length === 0) return this.#creation()
    const doomed = own.length > MAX_OWN ? own.slice(0, own.length - MAX_OWN + 1) : [pick(this.#random, own)]
    return doomed.map((entityId): Intent => {
      // Not shown as deleted until the commit is through, and nothing may be asked of it from now on.
      this.#dying.add(entityId)
      return { kind: 'delete', entityType: 'device', entityId }
    })
  }

  #own(): string[] {
    return this.#fleet.ownDevices().filter((id) => !this.#dying.has(id))
  }

  #value(): string {
    this.#values += 1
    return `${this.#label}-${this.#values}`
  }
}

export function isOwn(entityId: string): boolean {
  return entityId.startsWith(OWN_PREFIX)
}
