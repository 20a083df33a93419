import { expect, it } from 'vitest'
import { MemoryCare } from '../../../src/main/bootstrap/memory-care.ts'
import { releaseHeap } from '../../../src/main/platform/heap.ts'
import { ManualClock } from '../../support/manual-clock.ts'

function rig() {
  const clock = new ManualClock()
  const done: string[] = []
  const care = new MemoryCare({ clock, release: () => done.push('heap'), tellPages: () => done.push('pages') })
  return { clock, done, care }
}

it('gives memory back once when it is quiet after several large reads', async () => {
  const { clock, done, care } = rig()
  care.muchWasRead()
  await clock.advance(1_500)
  care.muchWasRead()
  await clock.advance(1_500)
  expect(done).toEqual([])
  await clock.advance(500)
  expect(done).toEqual(['pages', 'heap'])
  await clock.advance(60_000)
  expect(done).toHaveLength(2)
})

it('does nothing any more after the end', async () => {
  const { clock, done, care } = rig()
  care.muchWasRead()
  care.stop()
  await clock.advance(60_000)
  expect(done).toEqual([])
})

it('leaves the heap alone in a process that has not allowed it', () => {
  expect(releaseHeap()).toBe(false)
})
