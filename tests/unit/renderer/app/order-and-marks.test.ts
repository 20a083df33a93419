import { describe, expect, it } from 'vitest'
import { isLate, markOf, markOfField } from '../../../../src/renderer/app/marks.ts'
import { countDifferences } from '../../../../src/renderer/app/stable-order.ts'
import {
  changedFields,
  checkDraft,
  draftOf,
  EMPTY_DRAFT,
} from '../../../../src/renderer/features/devices/device-form.ts'
import { deviceRowOf } from '../../../../src/renderer/features/devices/device-row.ts'
import { EVERYTHING, NO_ORDER, orderDevices } from '../../../../src/renderer/features/devices/ordering.ts'
import { deviceView, mark } from '../support.tsx'

describe('the mark of unconfirmed changes', () => {
  it('shows the most serious state and the oldest time', () => {
    const pending = [
      mark({ key: 'a', state: 'queued', createdAt: 100 }),
      mark({ key: 'b', state: 'conflicted', createdAt: 300 }),
      mark({ key: 'c', state: 'unknown', createdAt: 200 }),
    ]
    expect(markOf(pending)).toMatchObject({ kind: 'conflict', key: 'b', createdAt: 100, count: 3 })
  })

  it('belongs to the fields that were changed and to no other', () => {
    const view = deviceView('a', { pending: [mark({ fields: ['tags'] })] })
    expect(markOfField(view, 'tags')?.kind).toBe('waiting')
    expect(markOfField(view, 'name')).toBeNull()
  })

  it('is absent when everything is confirmed', () => {
    expect(markOf([])).toBeNull()
  })

  it('says waiting only after the time that the settings name', () => {
    const fresh = markOf([mark({ createdAt: 1_000 })])
    expect(fresh && isLate(fresh, 5_900, 5_000)).toBe(false)
    expect(fresh && isLate(fresh, 6_000, 5_000)).toBe(true)
  })
})

describe('the order of devices', () => {
  const named = (id: string, name: string) => deviceView(id, { data: { ...deviceView(id).data, name } })
  const gate = named('a', 'Gate 10')
  const views = [gate, named('b', 'Gate 2'), named('c', 'Hall 1')]

  it('sorts numbers in names as numbers', () => {
    expect(orderDevices(NO_ORDER, views, EVERYTHING).ids).toEqual(['b', 'a', 'c'])
  })

  it('finds devices by several words in any field', () => {
    expect(orderDevices(NO_ORDER, views, { ...EVERYTHING, search: 'central gate' }).ids).toEqual(['b', 'a'])
  })

  it('is handed back unchanged when only reported values changed', () => {
    const before = orderDevices(NO_ORDER, views, EVERYTHING)
    const reported = { ...gate.reported, lastSeenAt: 99 }
    const after = orderDevices(before, [{ ...gate, reported }, ...views.slice(1)], EVERYTHING)
    expect(after.ids).toBe(before.ids)
  })

  it('is made anew when a name changed', () => {
    const before = orderDevices(NO_ORDER, views, EVERYTHING)
    const after = orderDevices(before, [named('a', 'Atrium'), ...views.slice(1)], EVERYTHING)
    expect(after.ids).toEqual(['a', 'b', 'c'])
  })

  it('leaves out what is not pending when asked to', () => {
    const list = [...views, deviceView('d', { pending: [mark()] })]
    expect(orderDevices(NO_ORDER, list, { ...EVERYTHING, isPendingOnly: true }).ids).toEqual(['d'])
  })

  it('is the very same for 50,000 devices when nothing relevant changed', () => {
    const many = Array.from({ length: 50_000 }, (_, index) => deviceView(`d${index}`))
    const before = orderDevices(NO_ORDER, many, EVERYTHING)
    const next = many.slice()
    next[17] = deviceView('d17', { reported: { ...deviceView('d17').reported, lastSeenAt: 2 } })
    expect(orderDevices(before, next, EVERYTHING).ids).toBe(before.ids)
  })
})

describe('rows that hold still', () => {
  it('count what would appear, leave and move', () => {
    expect(countDifferences(['a', 'b', 'c'], ['a', 'b', 'c'])).toBe(0)
    expect(countDifferences(['a', 'b', 'c'], ['x', 'a', 'b', 'c'])).toBe(1)
    expect(countDifferences(['a', 'b', 'c'], ['a', 'c'])).toBe(1)
    expect(countDifferences(['a', 'b', 'c', 'd'], ['d', 'a', 'b', 'c'])).toBe(1)
  })
})

describe('the form of a device', () => {
  it('turns tags written with commas into a list without doubles', () => {
    const { data } = checkDraft({ ...EMPTY_DRAFT, name: 'A', site: 'B', tags: 'indoor,  priority , indoor,' })
    expect(data?.tags).toEqual(['indoor', 'priority'])
  })

  it('names the fields that are missing', () => {
    expect(checkDraft(EMPTY_DRAFT).problems).toEqual({ name: { kind: 'required' }, site: { kind: 'required' } })
  })

  it('says how long a value may be', () => {
    const { problems } = checkDraft({ ...EMPTY_DRAFT, name: 'x'.repeat(201), site: 'B' })
    expect(problems.name).toEqual({ kind: 'tooLong', max: 200 })
  })

  it('sends only what was changed', () => {
    const { data } = deviceRowOf(deviceView('a'))
    const checked = checkDraft({ ...draftOf(data), location: 'north wall' })
    expect(checked.data && changedFields(data, checked.data)).toEqual({ location: 'north wall' })
  })
})
