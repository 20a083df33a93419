import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OperationGroup } from '#shared/domain/operation-groups.ts'
import type { OperationView } from '#shared/domain/queue.ts'
import { afterMarking, headingIdOf, linesOf, markedLines } from '../../../../src/renderer/features/pending/lanes.ts'

const operation = (key: string) => ({ key }) as OperationView

function group(id: string, read: readonly string[], count = read.length): OperationGroup {
  const first = { entityType: 'device', entityName: id, state: 'queued', isUnreadable: false } as const
  return { id, count, first, rows: read.map(operation) }
}

const GROUPS = [group('a', ['a1', 'a2'], 5), group('b', ['b1', 'b2']), group('c', [], 3)]
const MEMBERS = ['a1', 'a2', 'a3', 'a4', 'a5'].map(operation)
const heading = headingIdOf
const mark = (before: readonly string[], marked: readonly string[]) =>
  [...afterMarking(new Set(before), new Set(marked), GROUPS, (id) => (id === 'a' ? MEMBERS : []))].sort()

describe('the lines of operations in groups', () => {
  it('are headings alone, and of open groups what is read, and a line that reads more', () => {
    expect(linesOf(GROUPS, new Map())).toEqual(['a', 'b', 'c'].map(heading))
    const open = new Map([
      ['a', 2],
      ['b', 2],
    ])
    expect(linesOf(GROUPS, open)).toEqual([heading('a'), 'a1', 'a2', 'more:a', heading('b'), 'b1', 'b2', heading('c')])
  })
})

describe('marking operations in groups', () => {
  it('takes a group by its heading, and what is read of it along', () => {
    const selected = new Set(mark([], [heading('a')]))
    expect([...selected]).toEqual([heading('a')])
    expect([...markedLines(selected, GROUPS)]).toEqual([heading('a'), 'a1', 'a2'])
  })

  it('leaves a group as a whole by its heading', () => {
    expect(mark([heading('a'), 'b1'], ['a1', 'a2', 'b1'])).toEqual(['b1'])
  })

  it('takes one out of a group: all others of it stay, also those that are not shown', () => {
    expect(mark([heading('a')], [heading('a'), 'a2'])).toEqual(['a2', 'a3', 'a4', 'a5'])
  })

  it('is taken back by doing the same again', () => {
    const lines = [heading('a'), 'a1', 'a2', heading('b'), 'b1', 'b2', heading('c')]
    fc.assert(
      fc.property(fc.subarray(['b1', 'b2']), fc.constantFrom('a', 'c'), (singles, id) => {
        const before = new Set<string>(singles)
        const on = afterMarking(before, new Set([...before, heading(id)]), GROUPS, () => MEMBERS)
        const shown = markedLines(on, GROUPS)
        expect([...shown].every((line) => lines.includes(line))).toBe(true)
        const off = afterMarking(on, new Set([...shown].filter((line) => line !== heading(id))), GROUPS, () => MEMBERS)
        expect(off).toEqual(before)
      }),
    )
  })
})
