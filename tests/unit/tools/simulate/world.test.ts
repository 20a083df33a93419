import { describe, expect, it } from 'vitest'
import { operationKeySchema } from '../../../../src/shared/domain/ids.ts'
import { Chance } from '../../../../tools/simulate/world/chance.ts'
import { CountedIds, shortKey } from '../../../../tools/simulate/world/ids.ts'
import { Pc, ProgramClock } from '../../../../tools/simulate/world/pc.ts'
import { Timeline } from '../../../../tools/simulate/world/timeline.ts'
import { Trace } from '../../../../tools/simulate/world/trace.ts'

const WALL = 1_700_000_000_000

function machine(changes: { driftPpm?: number; countsSleep?: boolean } = {}) {
  const timeline = new Timeline()
  const pc = new Pc({ timeline, wall: WALL, driftPpm: 0, countsSleep: false, ...changes })
  return { timeline, pc, clock: new ProgramClock(pc) }
}

describe('simulated time', () => {
  it('runs tasks by time, those of one time in the order they were made, and what they promise before the next', async () => {
    const timeline = new Timeline()
    const seen: string[] = []
    const note = (name: string) => () => void seen.push(`${name}@${timeline.now}`)
    timeline.schedule(20, note('late'))
    timeline.schedule(10, () => {
      note('first')()
      void Promise.resolve().then(async () => {
        await Promise.resolve()
        note('promised')()
      })
    })
    timeline.schedule(10, note('second'))
    await timeline.runUntil(15)
    expect(seen).toEqual(['first@10', 'promised@10', 'second@10'])
    await timeline.runUntil(30)
    expect(seen.at(-1)).toBe('late@20')
    expect(timeline.now).toBe(30)
  })

  it('keeps its order among thousands of tasks, and forgets cancelled ones', async () => {
    const timeline = new Timeline()
    const chance = new Chance(1)
    const seen: number[] = []
    for (let index = 0; index < 2_000; index++) {
      const at = chance.whole(0, 500)
      const cancel = timeline.schedule(at, () => seen.push(at))
      if (index % 3 === 0) cancel()
    }
    await timeline.runUntil(1_000)
    expect(seen).toEqual([...seen].sort((a, b) => a - b))
    expect(seen).toHaveLength(1_333)
  })

  it('lets timers of a sleeping PC wait, by the clock of its system', async () => {
    for (const countsSleep of [false, true]) {
      const { timeline, pc, clock } = machine({ countsSleep })
      const fired: number[] = []
      clock.schedule(100, () => fired.push(timeline.now))
      await timeline.runUntil(40)
      pc.sleep()
      await timeline.runUntil(1_040)
      pc.wake()
      await timeline.runUntil(3_000)
      expect(fired).toEqual([countsSleep ? 1_040 : 1_100])
      expect(clock.monotonic()).toBe(countsSleep ? 3_000 : 2_000)
      expect(pc.uptime).toBe(3_000)
    }
  })

  it('runs nothing of a program that has ended', async () => {
    const { timeline, clock } = machine()
    let hasRun = false
    clock.schedule(5, () => {
      hasRun = true
    })
    expect(clock.pending).toBe(1)
    clock.end()
    await timeline.runUntil(10)
    expect([hasRun, clock.pending]).toEqual([false, 0])
  })

  it('has wall clocks that are set, clocks that drift, and starts that are told apart', async () => {
    const { timeline, pc, clock } = machine({ driftPpm: 1_000 })
    await timeline.runUntil(10_000)
    expect(clock.now()).toBe(WALL + 10_010)
    expect(clock.monotonic()).toBeCloseTo(10_010)
    pc.setWall(-60_000)
    expect(clock.now()).toBe(WALL + 10_010 - 60_000)
    const { boot } = pc
    pc.reboot()
    await timeline.runUntil(10_500)
    expect(pc.boot).not.toBe(boot)
    expect(pc.uptime).toBe(500)
    expect(new ProgramClock(pc).bootClock().up()).toBe(500)
  })
})

describe('simulated chance', () => {
  it('gives the same stream for the same seed, and forks that do not depend on what was drawn', () => {
    const a = new Chance(7)
    const b = new Chance(7)
    b.next()
    expect(a.fork('x').next()).toBe(b.fork('x').next())
    expect(a.fork('x').next()).not.toBe(a.fork('y').next())
    expect(new Chance(7).next()).toBe(new Chance(7).next())
  })

  it('weighs, picks and counts within its bounds', () => {
    const chance = new Chance(3)
    const names = Array.from({ length: 1_000 }, () => chance.weighted({ often: 9, seldom: 1, never: 0 }))
    expect(names.filter((name) => name === 'often').length).toBeGreaterThan(850)
    expect(names).not.toContain('never')
    const numbers = Array.from({ length: 1_000 }, () => chance.whole(2, 4))
    expect(new Set(numbers)).toEqual(new Set([2, 3, 4]))
    expect(chance.pick([])).toBeUndefined()
  })

  it('counts ids that are valid keys, apart for each owner', () => {
    const ids = new CountedIds(0xc1)
    const [first, second] = [ids.uuid(), ids.uuid()]
    expect(operationKeySchema.safeParse(first).success).toBe(true)
    expect([shortKey(first), shortKey(second)]).toEqual(['c1:1', 'c1:2'])
    expect(new CountedIds(0xc2).uuid()).not.toBe(first)
  })
})

describe('the trace', () => {
  it('hashes every line, also those it does not keep', () => {
    const traces = [new Trace(true), new Trace(false), new Trace(false)]
    for (let index = 0; index < 500; index++)
      for (const trace of traces) trace.note(index, 'console-1', `step ${index}`)
    expect(traces[0]?.lines).toHaveLength(500)
    expect(traces[1]?.lines.length).toBeLessThan(200)
    expect(traces[1]?.hash()).toBe(traces[0]?.hash())
    traces[2]?.note(500, 'console-1', 'one more')
    expect(traces[2]?.hash()).not.toBe(traces[0]?.hash())
  })
})
