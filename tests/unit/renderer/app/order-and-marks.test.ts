import { describe, expect, it } from 'vitest'
import { deviceRowOf } from '../../../../src/renderer/app/devices/device-row.ts'
import { isLate, markOf, markOfField } from '../../../../src/renderer/app/marks.ts'
import { countDifferences } from '../../../../src/renderer/app/stable-order.ts'
import {
  changedFields,
  checkDraft,
  draftOf,
  EMPTY_DRAFT,
} from '../../../../src/renderer/features/devices/device-form.ts'
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
