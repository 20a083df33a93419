import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AlarmGroup } from '#shared/domain/alarm-groups.ts'
import type { Alarm } from '#shared/domain/alarms.ts'
import { holderOf, NO_MEMORY, nameGroups } from '../../../../src/renderer/app/alarm-group-names.ts'

/** A group as it comes: called by its oldest alarm, which stands last. */
function group(...ids: string[]): AlarmGroup {
  const alarms = ids.map((id) => ({ id }) as Alarm)
  return { id: ids.length === 1 ? (ids[0] ?? '') : `flood ${ids.at(-1)}`, alarms } as unknown as AlarmGroup
}

const every = () => true
const idsOf = (groups: readonly AlarmGroup[]) => groups.map(({ id }) => id)
/** What becomes of groups one look after the other. */
const looks = (...all: AlarmGroup[][]) =>
  all.reduce((named, groups) => nameGroups(groups, named.memory, every), nameGroups([], NO_MEMORY, every))

describe('the id of a group of alarms', () => {
  it('stays when its oldest alarm leaves, also one after the other', () => {
    expect(idsOf(looks([group('c', 'b', 'a')], [group('d', 'c', 'b')], [group('e', 'd', 'c')]).groups)).toEqual([
      'flood a',
    ])
  })

  it('goes with most of its alarms when it falls apart', () => {
    expect(idsOf(looks([group('e', 'd', 'c', 'b', 'a')], [group('b', 'a'), group('e', 'd', 'c')]).groups)).toEqual([
      'flood a 2',
      'flood a',
    ])
  })

  it('is found again when the group comes back, and is forgotten with the last of its alarms', () => {
    const apart = looks([group('b', 'a')], [group('b'), group('a')])
    expect(idsOf(nameGroups([group('c', 'b')], apart.memory, every).groups)).toEqual(['flood a'])
    const forgotten = nameGroups([], apart.memory, () => false)
    expect(forgotten.memory.size).toBe(0)
  })

  it('is never that of a group of which it holds nothing, and never that of two', () => {
    const ids = fc.uniqueArray(fc.integer({ min: 0, max: 12 }), { minLength: 2, maxLength: 10 })
    const split = fc
      .tuple(ids, fc.integer({ min: 1, max: 9 }))
      .map(([all, at]) =>
        [all.slice(0, at), all.slice(at)].flatMap((part) => (part.length === 0 ? [] : [group(...part.map(String))])),
      )
    fc.assert(
      fc.property(fc.array(split, { minLength: 2, maxLength: 6 }), (steps) => {
        const before = looks(...steps.slice(0, -1))
        const after = looks(...steps)
        expect(new Set(idsOf(after.groups)).size).toBe(after.groups.length)
        for (const { id, alarms } of after.groups.filter((one) => one.alarms.length > 1)) {
          const held = before.memory.get(id)
          expect(held === undefined || alarms.some((alarm) => held.has(alarm.id))).toBe(true)
        }
        // Looked at again, nothing changes.
        expect(idsOf(nameGroups(steps.at(-1) ?? [], after.memory, every).groups)).toEqual(idsOf(after.groups))
      }),
    )
  })
})

describe('the line that holds a group that is gone', () => {
  it('is the one with most of its alarms, and none where nothing of it is left', () => {
    const lines = [group('x', 'y', 'z'), group('a'), group('c', 'b')]
    expect(holderOf(lines, new Set(['a', 'b', 'c']))).toBe(lines[2])
    expect(holderOf(lines, new Set(['q']))).toBeUndefined()
  })
})
