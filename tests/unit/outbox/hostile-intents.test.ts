import { describe, expect, it } from 'vitest'
import { checkChange } from '../../../src/fleet-server/core/validate.ts'
import { checkFields } from '../../../src/main/outbox/check-intent.ts'
import type { Fields } from '../../../src/shared/domain/entities.ts'
import type { EntityType } from '../../../src/shared/domain/ids.ts'
import { OutpostError } from '../../../src/shared/errors/result.ts'
import { bindingOf, boardOf, widgetOf } from '../../support/boards.ts'

/** Of the processor; see hostile-boards.test.ts. */
const MOST_MS = 500

const many = <T>(count: number, one: (index: number) => T): T[] => Array.from({ length: count }, (_none, at) => one(at))
const items = (count: number) => many(count, (at) => ({ id: `i${at}`, contentId: 'content-01', durationSeconds: 5 }))
const widgets = (...all: unknown[]): Fields => ({ pages: [{ id: 'p', title: '', widgets: all }] })

/** As a page that was taken over would ask for it, and as a client would that is none. */
const REFUSED: readonly (readonly [string, EntityType, Fields, string])[] = [
  ['a hundred thousand widgets', 'wallboard', widgets(...many(100_000, () => 1)), 'pages.0.widgets'],
  [
    'nine thousand bindings',
    'wallboard',
    widgets(widgetOf('w', { bindings: Object.fromEntries(many(9_000, (at) => [`k${at}`, { $bind: 1 }])) as never })),
    'pages.0.widgets.0.bindings',
  ],
  [
    'a prototype',
    'wallboard',
    widgets({ ...widgetOf('w'), options: JSON.parse('{"__proto__":1}') as never }),
    'pages.0.widgets.0.options.__proto__',
  ],
  [
    'a way out of the data',
    'wallboard',
    widgets(widgetOf('w', { bindings: { value: bindingOf({ $bind: 'device.name.constructor' }) } })),
    'pages.0.widgets.0.bindings.value.$bind',
  ],
  ['no number', 'wallboard', { columns: Number.NaN }, 'columns'],
  ['a field of nothing', 'wallboard', { name: 'A', script: 'x' }, 'script'],
  ['a time that no clock shows', 'schedule', { startTime: '24:00' }, 'startTime'],
  ['a day that no week has', 'schedule', { days: [7] }, 'days.0'],
  ['a priority beyond all others', 'schedule', { priority: 1e9 }, 'priority'],
  ['a date of another form', 'schedule', { startDate: '29.02.2026' }, 'startDate'],
  ['ten thousand items', 'playlist', { items: items(10_000) }, 'items'],
  [
    'an item that lasts for ever',
    'playlist',
    { items: [{ ...items(1)[0], durationSeconds: 1e12 }] },
    'items.0.durationSeconds',
  ],
  ['a folder above the library', 'content', { folder: '../up' }, 'folder'],
  ['a script for a page', 'content', { url: 'javascript:alert(1)' }, 'url'],
  ['the checksum of nothing', 'content', { checksum: 'x' }, 'checksum'],
]

describe('a change that asks for what cannot be', () => {
  it.each(REFUSED)(
    'is refused with the field before anything is queued, and in a moment: %s',
    (_what, type, fields, field) => {
      const began = process.threadCpuUsage()
      let refusal: unknown = null
      try {
        checkFields(type, 'update', fields)
      } catch (error) {
        refusal = error
      }
      const { user, system } = process.threadCpuUsage(began)
      expect(refusal).toBeInstanceOf(OutpostError)
      expect(refusal).toMatchObject({ code: 'invalid-operation', field })
      expect((user + system) / 1_000).toBeLessThan(MOST_MS)
      expect({}).not.toHaveProperty('isAdmin')
    },
  )

  it.each(REFUSED)('is refused by the server too: %s', (_what, type, fields, field) => {
    const began = process.threadCpuUsage()
    const checked = checkChange(type, fields)
    const { user, system } = process.threadCpuUsage(began)
    expect(checked).toMatchObject({ ok: false, fault: { field: field.split('.')[0] } })
    expect((user + system) / 1_000).toBeLessThan(MOST_MS)
  })

  it('is taken as it is when it is a board of the greatest size', () => {
    const board = boardOf(
      many(60, (at) => widgetOf(`w${at}`, { place: { x: at % 24, y: Math.floor(at / 24), w: 1, h: 1 } })),
    )
    expect(checkFields('wallboard', 'create', { ...board })).toEqual(board)
  })
})
