import { expect, it } from 'vitest'
import { releaseMemoryWhenTold } from '../../../src/preload/release-memory.ts'

it('clears what the page holds for nobody when the main process says so, and only then', () => {
  const listeners = new Map<string, () => void>()
  let cleared = 0
  releaseMemoryWhenTold(
    { on: (channel, listener) => listeners.set(channel, listener) },
    {
      clearCache: () => {
        cleared += 1
      },
    },
  )
  expect([...listeners.keys()]).toEqual(['outpost:release-memory'])
  expect(cleared).toBe(0)
  listeners.get('outpost:release-memory')?.()
  expect(cleared).toBe(1)
})
