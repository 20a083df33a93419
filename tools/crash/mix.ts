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
/** A device does one command after the other, so they are spread. */
const COMMANDED = 8
const OWN_PREFIX = 'crash-'
/** Older ones are deleted first, so that the fleet does not grow with the rounds. */
const MAX_OWN = 12
const MAX_BOARDS = 3

/** What may be changed, as the console shows it now. */
export interface Fleet {
  /** Devices this test made before. */
  readonly ownDevices: () => readonly string[]
  readonly ownPlaylists: () => readonly string[]
  /** Wallboards this test made before: the server begins with none. */
  readonly ownBoards: () => readonly string[]
  /** Keys of edits that wait to be sent. */
  readonly waiting: () => readonly string[]
}

/** One call of the queue. */
export type Call =
  | {
      readonly kind: 'enqueue'
      readonly intents: readonly Intent[]
      readonly isBatch: boolean
      readonly dependsOn: readonly string[]
    }
  /** Commands that waited too long are still wanted. */
  | { readonly kind: 'confirm' }
  | { readonly kind: 'take-back' }

/** Draws calls. The same seed draws the same calls from the same fleet. */
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

  next(): Call {
    const roll = this.#random.next()
    if (roll < 0.34) return enqueue([this.#update()])
    if (roll < 0.44) return enqueue([this.#command()])
    if (roll < 0.55) return enqueue(this.#creation())
    if (roll < 0.62) return enqueue(this.#deletion())
    if (roll < 0.72) return enqueue(this.#several(between(this.#random, 3, 8)))
    if (roll < 0.85) return { ...enqueue(this.#together()), isBatch: true }
    if (roll < 0.93) return { ...enqueue([this.#update()]), dependsOn: this.#awaited() }
    return { kind: roll < 0.97 ? 'confirm' : 'take-back' }
  }

  #several(count: number): Intent[] {
    return Array.from({ length: count }, () => (chance(this.#random, 0.85) ? this.#update() : this.#command()))
  }

  /** What a batch holds: some edits, or something new with what refers to it. */
  #together(): Intent[] {
    return chance(this.#random, 0.3)
      ? [...this.#playlistAndDevice(), ...this.#several(between(this.#random, 0, 2))]
      : this.#several(between(this.#random, 2, 5))
  }

  #awaited(): string[] {
    const waiting = this.#fleet.waiting()
    return waiting.length === 0 ? [] : [pick(this.#random, waiting)]
  }

  #update(): Intent {
    const own = this.#own().map((entityId) => ({ entityType: 'device' as const, entityId }))
    const boards = this.#fleet.ownBoards().map((entityId) => ({ entityType: 'wallboard' as const, entityId }))
    const made = boards.length > 0 && chance(this.#random, 0.4) ? boards : own
    const target = pick(this.#random, made.length > 0 && chance(this.#random, 0.4) ? made : HOT)
    return { kind: 'update', ...target, fields: this.#fields(target.entityType) }
  }

  #fields(entityType: EntityType): Record<string, unknown> {
    const value = this.#value()
    switch (entityType) {
      case 'device':
        return pick(this.#random, [{ name: value }, { location: value }, { tags: [value] }, this.#assignment(value)])
      case 'playlist':
        return pick(this.#random, [{ name: value }, { description: value }, { items: itemsOf(this.#random, value) }])
      case 'schedule':
        return pick(this.#random, [
          { name: value },
          { priority: between(this.#random, 0, 100) },
          { days: [between(this.#random, 0, 3), between(this.#random, 4, 6)], startTime: '09:30', endTime: '02:15' },
          { groups: [value], startDate: '2026-03-29', endDate: null },
        ])
      case 'content':
        return pick(this.#random, [{ name: value }, { folder: `Folder/${value}` }, { tags: [value] }])
      case 'wallboard':
        return pick(this.#random, [{ name: value }, { pages: pagesOf(value) }, { rotateSeconds: 30 }])
      case 'alert':
        return { acknowledged: true, note: value }
    }
  }

  #assignment(model: string): Record<string, unknown> {
    const playlists = this.#fleet.ownPlaylists()
    return playlists.length === 0 ? { model } : { playlistId: pick(this.#random, playlists) }
  }

  #command(): Intent {
    const entityId = `device-0000${between(this.#random, 1, COMMANDED)}`
    const command = pick(this.#random, ['reload', 'clear-cache', 'clear-cache', 'clear-cache'] as const)
    return { kind: 'command', entityType: 'device', entityId, command }
  }

  /** A create, mostly with edits and a command of the new device right behind it. */
  #creation(): Intent[] {
    if (chance(this.#random, 0.2)) return this.#playlistAndDevice()
    if (this.#fleet.ownBoards().length < MAX_BOARDS && chance(this.#random, 0.3)) return [this.#board()]
    const create = this.#device(null)
    const { entityType, entityId = '' } = create
    const intents: Intent[] = [create]
    for (let edit = between(this.#random, 0, 3); edit > 0; edit -= 1) {
      intents.push({ kind: 'update', entityType, entityId, fields: this.#fields('device') })
    }
    if (chance(this.#random, 0.2)) intents.push({ kind: 'command', entityType: 'device', entityId, command: 'reload' })
    return intents
  }

  /** A device that can not be made before the playlist it plays. */
  #playlistAndDevice(): Intent[] {
    this.#made += 1
    const entityId = `${OWN_PREFIX}list-${this.#label}-${this.#made}`
    const fields = { name: this.#value(), description: '', items: [] }
    return [{ kind: 'create', entityType: 'playlist', entityId, fields }, this.#device(entityId)]
  }

  #device(playlistId: string | null): Extract<Intent, { kind: 'create' }> {
    this.#made += 1
    const entityId = `${OWN_PREFIX}${this.#label}-${this.#made}`
    const fields = {
      name: this.#value(),
      site: 'Depot',
      location: '',
      model: 'Brightline 43',
      serial: entityId,
      tags: [],
      playlistId,
    }
    return { kind: 'create', entityType: 'device', entityId, fields }
  }

  #board(): Intent {
    this.#made += 1
    const value = this.#value()
    const fields = {
      ...{ name: value, description: '', columns: 24, rows: 16, rotateSeconds: null },
      pages: pagesOf(value),
    }
    return {
      kind: 'create',
      entityType: 'wallboard',
      entityId: `${OWN_PREFIX}board-${this.#label}-${this.#made}`,
      fields,
    }
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

function enqueue(intents: readonly Intent[]): Extract<Call, { kind: 'enqueue' }> {
  return { kind: 'enqueue', intents, isBatch: false, dependsOn: [] }
}

/** The pages of a board that can be told from any other by a value. */
function pagesOf(value: string): unknown[] {
  const place = { x: 0, y: 0, w: 6, h: 4 }
  const bindings = { value: { $bind: 'devices.offline', $source: 'replica' } }
  const widget = { id: `w-${value}`, type: 'metric-badge', title: value, place, options: { warnAt: 1 }, bindings }
  return [{ id: 'page-1', title: value, widgets: [widget] }]
}

function itemsOf(random: Random, value: string): unknown[] {
  const count = between(random, 1, 4)
  return Array.from({ length: count }, (_none, at) => ({
    ...{ id: `item-${value}-${at}`, contentId: 'content-01', durationSeconds: 5 + at },
  }))
}

export function isOwn(entityId: string): boolean {
  return entityId.startsWith(OWN_PREFIX)
}
