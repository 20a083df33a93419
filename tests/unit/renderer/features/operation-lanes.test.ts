import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { OperationView } from '#shared/domain/queue.ts'
import { groupsOf, linesOf } from '../../../../src/renderer/features/pending/lanes.ts'

const operation = (key: string, entityId: string, batchId: string | null = null) =>
  ({ key, entityType: 'device', entityId, batchId }) as OperationView

const keysOf = (groups: ReturnType<typeof groupsOf>) => groups.map(({ operations }) => operations.map(({ key }) => key))

describe('operations in groups', () => {
  it('stand in lanes in the order of the first of each, and in a lane as they are sent', () => {
    const listed = [operation('1', 'a'), operation('2', 'b'), operation('3', 'a')]
    expect(keysOf(groupsOf(listed, 'lane'))).toEqual([['1', '3'], ['2']])
  })

  it('stand in batches with what is in none at the end', () => {
    const listed = [operation('1', 'a'), operation('2', 'b', 'x'), operation('3', 'c', 'x'), operation('4', 'd')]
    const groups = groupsOf(listed, 'batch')
    expect(keysOf(groups)).toEqual([
      ['2', '3'],
      ['1', '4'],
    ])
    expect(groups.map(({ isBatch }) => isBatch)).toEqual([true, false])
  })

  it('hold every operation exactly once, and closed ones show their heading alone', () => {
    const one = fc.record({ entityId: fc.constantFrom('a', 'b', 'c'), batchId: fc.constantFrom(null, 'x', 'y') })
    fc.assert(
      fc.property(fc.array(one), fc.constantFrom('lane', 'batch'), (made, by) => {
        const listed = made.map(({ entityId, batchId }, index) => operation(String(index), entityId, batchId))
        const groups = groupsOf(listed, by)
        const open = linesOf(groups, new Set())
        expect(open.filter((id) => !groups.some((group) => group.id === id)).sort()).toEqual(
          listed.map(({ key }) => key).sort(),
        )
        expect(linesOf(groups, new Set(groups.map(({ id }) => id)))).toEqual(groups.map(({ id }) => id))
      }),
    )
  })
})
