import { describe, expect, it } from 'vitest'
import type { Intent } from '#shared/domain/operation.ts'
import { seededRandom } from '../../../../src/fleet-server/platform/random.ts'
import { isOwn, Mix } from '../../../../tools/crash/mix.ts'

/** Draws calls against a fleet that follows what was drawn. */
function draw(seed: number, calls: number): Intent[] {
  const own = new Set<string>()
  const mix = new Mix(seededRandom(seed), { ownDevices: () => [...own] }, 'r1')
  const drawn: Intent[] = []
  for (let call = 0; call < calls; call += 1) {
    for (const intent of mix.next()) {
      drawn.push(intent)
      if (intent.kind === 'create' && intent.entityId !== undefined) own.add(intent.entityId)
      if (intent.kind === 'delete') own.delete(intent.entityId)
    }
  }
  return drawn
}

describe('the mix of a crash test', () => {
  it('draws the same from the same seed', () => {
    expect(draw(5, 100)).toEqual(draw(5, 100))
  })

  it('holds every kind of change', () => {
    expect(new Set(draw(5, 300).map((intent) => intent.kind))).toEqual(
      new Set(['create', 'update', 'delete', 'command']),
    )
  })

  it('asks nothing of a device after its deletion, and deletes only what it made', () => {
    const dead = new Set<string>()
    for (const { kind, entityId = '' } of draw(9, 500)) {
      expect(dead.has(entityId)).toBe(false)
      if (kind !== 'delete') continue
      expect(isOwn(entityId)).toBe(true)
      dead.add(entityId)
    }
    expect(dead.size).toBeGreaterThan(5)
  })
})
