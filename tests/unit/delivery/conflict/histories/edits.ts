import type { Random } from '../../../../../src/main/platform/random.ts'
import type { BoardPage, BoardWidget as Widget } from '../../../../../src/shared/board/document.ts'
import type { Fields } from '../../../../../src/shared/domain/entities.ts'
import type { EntityType } from '../../../../../src/shared/domain/ids.ts'

/** Chance, and values that nobody wrote before. */
export class Dice {
  readonly #random: Random
  #last = 0

  constructor(random: Random) {
    this.#random = random
  }

  below(limit: number): number {
    return Math.floor(this.#random.next() * limit)
  }

  isLucky(probability: number): boolean {
    return this.#random.next() < probability
  }

  of<T>(choices: readonly [T, ...T[]]): T {
    return choices[this.below(choices.length)] ?? choices[0]
  }

  fresh(): number {
    this.#last += 1
    return this.#last
  }
}

const item = (id: string, durationSeconds: number) => ({ id, contentId: `con_${id}`, durationSeconds })

const widget = (id: string, x: number): Widget => ({
  ...{ id, type: 'badge', title: 't', options: {}, bindings: {} },
  place: { x, y: 0, w: 1, h: 1 },
})

/** How an entity of each type begins. */
export const BEGINNINGS: Readonly<Record<EntityType, Fields>> = {
  device: {
    name: 'n',
    site: 's',
    location: 'l',
    model: 'm',
    serial: 'x',
    tags: ['t_a', 't_b', 't_c'],
    playlistId: null,
  },
  playlist: {
    name: 'n',
    description: 'w_a w_b w_c w_d\nw_e w_f w_g\nw_h w_i',
    items: ['i_a', 'i_b', 'i_c', 'i_d'].map((id, index) => item(id, 70_000 + index)),
  },
  schedule: {
    name: 'n',
    playlistId: 'pls_a',
    deviceIds: ['dev_a', 'dev_b', 'dev_c'],
    days: [1, 2, 3],
    startTime: '00:00',
    endTime: '00:00',
    timeZone: 'z',
    priority: 0,
    enabled: true,
  },
  content: { name: 'n', kind: 'image', durationSeconds: 70_000, sizeBytes: 0, tags: ['t_a', 't_b'] },
  alert: { acknowledged: false, note: 'w_a w_b\nw_c w_d w_e' },
  wallboard: {
    name: 'n',
    description: 'w_a w_b w_c',
    columns: 24,
    rows: 16,
    rotateSeconds: null,
    pages: [{ id: 'p_a', title: 't', widgets: ['i_a', 'i_b', 'i_c'].map((id, index) => widget(id, index)) }],
  },
}

/** Another value for a field, as an operator might give it. */
export function editedValue(field: string, value: unknown, dice: Dice): unknown {
  if (field === 'items') return editedItems(value as Item[], dice)
  if (field === 'pages') return editedPages(value as BoardPage[], dice)
  if (field === 'columns' || field === 'rows') return 8 + (dice.fresh() % 40)
  if (field === 'rotateSeconds') return 5 + (dice.fresh() % 3_000)
  if (field === 'days') return editedSet(value as number[], () => dice.below(7), dice)
  if (Array.isArray(value)) return editedSet(value as string[], () => `m_${dice.fresh()}`, dice)
  if (field === 'description' || field === 'note') return editedText(value as string, dice)
  if (field === 'kind') return dice.of(['image', 'video', 'web'])
  if (field === 'startTime' || field === 'endTime')
    return `${twoDigits(dice.below(24))}:${twoDigits(dice.fresh() % 60)}`
  if (field === 'playlistId') return dice.isLucky(0.2) ? 'pls_a' : `pls_${dice.fresh()}`
  if (field === 'priority') return dice.fresh() % 101
  if (typeof value === 'boolean') return !value
  return typeof value === 'number' ? dice.fresh() : `v_${dice.fresh()}`
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0')
}

interface Item {
  readonly id: string
  readonly contentId: string
  readonly durationSeconds: number
}

function editedItems(before: readonly Item[], dice: Dice): Item[] {
  const items = [...before]
  for (let times = 1 + dice.below(3); times > 0; times -= 1) {
    const at = dice.below(items.length)
    const one = items[at]
    const what = dice.of(['add', 'remove', 'move', 'retime', 'replace'])
    if (what === 'add' || one === undefined) items.splice(at, 0, item(`i_${dice.fresh()}`, dice.fresh()))
    else if (what === 'remove') items.splice(at, 1)
    else if (what === 'move') items.splice(dice.below(items.length), 0, ...items.splice(at, 1))
    else if (what === 'retime') items[at] = { ...one, durationSeconds: dice.fresh() }
    else items[at] = { ...one, contentId: `con_${dice.fresh()}` }
  }
  return items
}

function editedPages(before: readonly BoardPage[], dice: Dice): BoardPage[] {
  const pages = [...before]
  const at = dice.below(pages.length)
  const page = pages[at]
  if (page === undefined || dice.isLucky(0.2)) pages.push({ id: `p_${dice.fresh()}`, title: 't', widgets: [] })
  else pages[at] = { ...page, widgets: editedWidgets(page.widgets, dice) }
  return pages
}

function editedWidgets(before: readonly Widget[], dice: Dice): Widget[] {
  const widgets = [...before]
  const at = dice.below(widgets.length)
  const one = widgets[at]
  const what = dice.of(['add', 'remove', 'move', 'rename'])
  if (what === 'add' || one === undefined) widgets.splice(at, 0, widget(`i_${dice.fresh()}`, dice.below(24)))
  else if (what === 'remove') widgets.splice(at, 1)
  else if (what === 'move') widgets[at] = { ...one, place: { x: dice.below(24), y: dice.fresh() % 40, w: 1, h: 1 } }
  else widgets[at] = { ...one, title: `v_${dice.fresh()}` }
  return widgets
}

function editedSet<T>(before: readonly T[], fresh: () => T, dice: Dice): T[] {
  const members = [...before]
  if (members.length > 0 && dice.isLucky(0.5)) members.splice(dice.below(members.length), 1)
  if (dice.isLucky(0.7)) members.splice(dice.below(members.length + 1), 0, fresh())
  return [...new Set(members)]
}

function editedText(before: string, dice: Dice): string {
  const words = before.match(/\s*\S+/g) ?? []
  for (let times = 1 + dice.below(2); times > 0; times -= 1) {
    const at = dice.below(words.length + 1)
    const what = dice.of(['add', 'remove', 'replace'])
    const fresh = `${dice.of([' ', ' ', '\n'])}w_${dice.fresh()}`
    words.splice(at, what === 'add' ? 0 : 1, ...(what === 'remove' ? [] : [fresh]))
  }
  return words.join('')
}
