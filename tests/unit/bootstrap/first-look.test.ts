import { expect, it } from 'vitest'
import { FirstLook } from '../../../src/main/bootstrap/first-look.ts'
import { ManualClock } from '../../support/manual-clock.ts'

function rig() {
  const clock = new ManualClock()
  const look = new FirstLook(clock)
  const seen = { isOver: false }
  void look.over.then(() => {
    seen.isOver = true
  })
  return { clock, look, seen }
}

it('is over when a page wants more than it has got', async () => {
  const { clock, look, seen } = rig()
  await clock.advance(100)
  expect(seen.isOver).toBe(false)
  look.taken()
  await clock.advance(0)
  expect(seen.isOver).toBe(true)
})

it('is over after a while when no page asks', async () => {
  const { clock, seen } = rig()
  await clock.advance(2_000)
  expect(seen.isOver).toBe(true)
})
