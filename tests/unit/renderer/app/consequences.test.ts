import { describe, expect, it } from 'vitest'
import type { OperationView } from '#shared/domain/queue.ts'
import { consequencesOf } from '../../../../src/renderer/app/operations/consequences.ts'
import { operationOf } from '../../../../tools/preview/operations.ts'
import { deviceView } from '../support.tsx'

const NOW = 1_000_000
const device = deviceView('d')

function made(change: Partial<Parameters<typeof operationOf>[0]> = {}): OperationView {
  return operationOf({ device, fields: { name: 'A' }, ageMs: 0, ...change }, NOW)
}

function chainOf(head: OperationView, ...others: readonly OperationView[]) {
  return [head, ...others].map((operation) => ({ operation, behindKey: operation.wait.behindKey }))
}

const keysOf = (operations: readonly OperationView[]) => operations.map(({ key }) => key)

describe('what happens to others', () => {
  it('when the making of something is taken back: what was done to it ends too, what names it is refused', () => {
    const head = made({ kind: 'create' })
    const later = made({ wait: 'behind-earlier', behind: head.key })
    const naming = {
      ...made({ wait: 'behind-dependency', behind: head.key }),
      actions: { ...head.actions, canRollBack: false },
    }
    const { along, refused } = consequencesOf([head], [chainOf(head, later, naming)])
    expect({ along: keysOf(along), refused: keysOf(refused) }).toEqual({ along: [later.key], refused: [naming.key] })
  })

  it('when one that cannot be read is given up: nothing ends with it, what builds on it is refused', () => {
    const head = made({ kind: 'create', state: 'quarantined', wait: 'unreadable', batchId: 'b' })
    const later = made({ wait: 'behind-quarantine', behind: head.key })
    const fellow = made({ wait: 'behind-batch', behind: head.key, batchId: 'b' })
    const elsewhere = operationOf(
      { device: deviceView('e'), fields: {}, ageMs: 0, wait: 'behind-dependency', behind: head.key },
      NOW,
    )
    const { along, refused } = consequencesOf([head], [chainOf(head, later, fellow, elsewhere)])
    expect(along).toEqual([])
    expect(keysOf(refused)).toEqual([later.key, fellow.key, elsewhere.key])
  })

  it('when an edit that cannot be read is given up: what waits behind it goes on', () => {
    const head = made({ state: 'quarantined', wait: 'unreadable' })
    const later = made({ wait: 'behind-quarantine', behind: head.key })
    expect(consequencesOf([head], [chainOf(head, later)])).toEqual({ along: [], refused: [] })
  })
})
