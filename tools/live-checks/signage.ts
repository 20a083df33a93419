import { randomUUID } from 'node:crypto'
import { between, pick, type Random } from '../../src/fleet-server/platform/random.ts'
import type { Fleet } from '../crash/fleet.ts'

const BOARDS = 3
const EDITS = 4

/** Others work on boards, schedules, playlists and content while a connection is cut: the load itself is of devices. */
export class Signage {
  readonly #fleet: Fleet
  readonly #random: Random
  #values = 0
  /** Boards that are at the server. */
  readonly #boards: string[] = []

  constructor(fleet: Fleet, random: Random) {
    this.#fleet = fleet
    this.#random = random
  }

  async begin(): Promise<void> {
    const operations = Array.from({ length: BOARDS }, (_none, index) => {
      const entityId = `board-${index + 1}`
      const fields = { ...this.#pages(), name: entityId, description: '', columns: 24, rows: 16, rotateSeconds: null }
      const common = { key: randomUUID(), clientSequence: index + 1, createdAt: 0 }
      return { ...common, kind: 'create', entityType: 'wallboard', entityId, fields } as const
    })
    const results = await this.#fleet.apply(randomUUID(), operations)
    this.#boards.push(...results.flatMap((one) => (one.outcome === 'applied' ? [one.entityId] : [])))
    if (this.#boards.length < BOARDS) throw new Error(`the server has made no boards: ${JSON.stringify(results)}`)
  }

  /** A few edits, most of them of lists. */
  async edit(): Promise<void> {
    for (let left = EDITS; left > 0; left -= 1) await this.#fleet.flip('edit', this.#change())
  }

  #change(): object {
    const value = `v${this.#values++}`
    const board = { entityType: 'wallboard', entityId: pick(this.#random, this.#boards) }
    const items = [{ id: `item-${value}`, contentId: 'content-01', durationSeconds: between(this.#random, 1, 60) }]
    return pick(this.#random, [
      { ...board, fields: this.#pages() },
      { ...board, fields: { name: value } },
      { entityType: 'schedule', entityId: 'schedule-01', fields: { days: [between(this.#random, 0, 6)], name: value } },
      { entityType: 'playlist', entityId: 'playlist-01', fields: { items } },
      { entityType: 'content', entityId: 'content-01', fields: { folder: `Folder/${value}`, tags: [value] } },
    ])
  }

  #pages(): { readonly pages: readonly object[] } {
    const bindings = { value: { $bind: 'devices.offline', $source: 'replica' } }
    const widgets = Array.from({ length: between(this.#random, 1, 6) }, (_none, at) => {
      const place = { x: at * 4, y: between(this.#random, 0, 12), w: 4, h: 4 }
      return { id: `w${at}`, type: 'metric-badge', title: `t${this.#values++}`, place, options: {}, bindings }
    })
    return { pages: [{ id: 'page-1', title: '', widgets }] }
  }
}
