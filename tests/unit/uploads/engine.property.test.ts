import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Fate, picture, sumOf, UploadRig } from './rig.ts'

const fates = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.constant<Fate>('ok') },
    { weight: 5, arbitrary: fc.constantFrom<Fate>('cut', 'lost', 'dead', 'gone', 'flip') },
  ),
  { maxLength: 40 },
)
const MINUTE = 60_000

describe('uploads through cuts, lost answers, damage and ends of the program', () => {
  it('bring every byte once, in its order, and make content once', async () => {
    const sizes = fc.array(fc.integer({ min: 24, max: 1_200 }), { minLength: 1, maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(sizes, fates, fc.nat(2), async (given, planned, ends) => {
        const rig = new UploadRig()
        rig.endsBehindContent = ends
        rig.server.fates = [...planned]
        const pictures = given.map((size, place) => picture(size, place))
        for (const [place, bytes] of pictures.entries()) rig.files.put(`/p${place}.png`, bytes)
        await rig.engine.run()
        await rig.engine.add([...rig.files.files.keys()], 'Summer')
        for (let round = 0; round < 60 && rig.store.rows.size > 0; round += 1) {
          await rig.pass(MINUTE)
          // What came twice as something else waits for a person, who goes on.
          const stopped = rig.engine.statuses().filter(({ state }) => state === 'failed')
          for (const { problem } of stopped) expect(problem).toBe('corrupt')
          if (stopped.length > 0)
            await rig.engine.act(
              stopped.map(({ key }) => key),
              'resume',
            )
        }
        expect(rig.store.rows.size).toBe(0)
        expect([...rig.content.values()].toSorted()).toEqual(pictures.map(sumOf).toSorted())
        for (const bytes of pictures) expect(rig.server.stored.get(sumOf(bytes))?.equals(bytes)).toBe(true)
      }),
      { numRuns: 120 },
    )
  })
})
