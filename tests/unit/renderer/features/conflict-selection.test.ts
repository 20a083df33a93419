import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ALL_CHOSEN,
  afterMarking,
  type Chosen,
  countChosen,
  EVERY_LINE,
  headingIdOf,
  markedIds,
  NOTHING_CHOSEN,
  type ReadGroup,
  selectionOf,
} from '../../../../src/renderer/features/conflicts/selection.ts'

/** Two groups: one of 3,000 of which two are read, and one of two that is read in full. */
const LARGE: ReadGroup = { id: 'location', count: 3_000, keys: ['l1', 'l2'] }
const SMALL: ReadGroup = { id: 'name', count: 2, keys: ['n1', 'n2'] }
const GROUPS = [LARGE, SMALL]

/** Marks a line that is not marked, and the other way round, as the grid does. */
function press(chosen: Chosen, id: string): Chosen {
  const marked = new Set(markedIds(chosen, GROUPS))
  if (!marked.delete(id)) marked.add(id)
  return afterMarking(chosen, marked, GROUPS)
}

const count = (chosen: Chosen) => countChosen(chosen, GROUPS, 3_002)

describe('choosing conflicts', () => {
  it('takes a whole group by its heading, also what is not read of it', () => {
    const chosen = press(NOTHING_CHOSEN, headingIdOf('location'))
    expect(count(chosen)).toBe(3_000)
    expect(markedIds(chosen, GROUPS)).toEqual(new Set([headingIdOf('location'), 'l1', 'l2']))
    expect(selectionOf(chosen, 'field', 'hall')).toEqual({
      keys: [],
      groups: { by: 'field', text: 'hall', ids: ['location'], except: [] },
    })
  })

  it('leaves single ones of a chosen group out, and takes them back in', () => {
    const without = press(press(NOTHING_CHOSEN, headingIdOf('location')), 'l2')
    expect(count(without)).toBe(2_999)
    expect(selectionOf(without, 'field', '').groups?.except).toEqual(['l2'])
    expect(count(press(without, 'l2'))).toBe(3_000)
  })

  it('forgets what was left out of a group with the group', () => {
    const without = press(press(NOTHING_CHOSEN, headingIdOf('location')), 'l2')
    expect(press(without, headingIdOf('location'))).toEqual(NOTHING_CHOSEN)
  })

  it('counts nothing twice when a group takes in what was chosen before it', () => {
    expect(count(press(press(NOTHING_CHOSEN, 'n1'), headingIdOf('name')))).toBe(2)
  })

  it('takes everything with one line, shown or not, but for what is left out', () => {
    const all = afterMarking(NOTHING_CHOSEN, new Set([EVERY_LINE]), GROUPS)
    expect(all).toBe(ALL_CHOSEN)
    const but = press(all, 'n1')
    expect(count(but)).toBe(3_001)
    expect(selectionOf(but, 'none', '').groups).toMatchObject({ ids: null, except: ['n1'] })
    expect(count(press(but, headingIdOf('name')))).toBe(3_000)
  })

  it('names nothing when nothing is chosen', () => {
    expect(selectionOf(NOTHING_CHOSEN, 'cause', '')).toEqual({ keys: [], groups: null })
  })

  it('marks exactly what it counts, whatever was pressed', () => {
    const line = fc.constantFrom('l1', 'l2', 'n1', 'n2', headingIdOf('location'), headingIdOf('name'))
    fc.assert(
      fc.property(fc.array(line), (presses) => {
        const chosen = presses.reduce(press, NOTHING_CHOSEN)
        const marked = markedIds(chosen, GROUPS)
        const inGroup = ({ id, count: size, keys }: ReadGroup) => {
          const missing = keys.filter((key) => !marked.has(key)).length
          return marked.has(headingIdOf(id)) ? size - missing : keys.length - missing
        }
        expect(count(chosen)).toBe(GROUPS.reduce((sum, group) => sum + inGroup(group), 0))
      }),
    )
  })
})
