import { describe, expect, it } from 'vitest'
import { BriefPause } from '../../../src/main/database/brief-pause.ts'
import type { Clock } from '../../../src/main/platform/clock.ts'

const STEP_MS = 0.01

/** Time passes by being looked at; the turns of the event loop are counted. */
function rig(cores = 2) {
  let now = 0
  let tasks: (() => void)[] = []
  const clock: Pick<Clock, 'monotonic'> = { monotonic: () => (now += STEP_MS) }
  const pause = new BriefPause(clock as Clock, (task) => tasks.push(task), cores)
  const wait = (answerAt: number): { looks: number; turns: number; longestTurnMs: number; endedAt: number } => {
    const seen = { looks: 0, turns: 1, longestTurnMs: 0, endedAt: 0 }
    let turnAt = now
    const endTurn = (): void => {
      seen.longestTurnMs = Math.max(seen.longestTurnMs, now - turnAt)
      turnAt = now
    }
    pause.wait(() => {
      seen.looks++
      seen.endedAt = now
      return now >= answerAt
    })
    endTurn()
    while (tasks.length > 0) {
      const turn = tasks
      tasks = []
      for (const task of turn) task()
      seen.turns++
      endTurn()
    }
    return seen
  }
  return { pause, wait, now: () => now }
}

describe('a brief pause', () => {
  it('takes an answer that comes soon without leaving the turn', () => {
    const { wait } = rig()
    const seen = wait(0.3)
    expect(seen.endedAt).toBeGreaterThanOrEqual(0.3)
    expect(seen.endedAt).toBeLessThan(0.4)
  })

  it('lets the event loop turn at least once in a millisecond', () => {
    const { wait } = rig()
    const seen = wait(1.8)
    expect(seen.endedAt).toBeGreaterThanOrEqual(1.8)
    expect(seen.longestTurnMs).toBeLessThan(1.1)
    expect(seen.turns).toBeGreaterThan(1)
  })

  it('gives up an answer that is late', () => {
    const { wait } = rig()
    expect(wait(1_000).endedAt).toBeLessThan(2.2)
  })

  it('waits for nothing on a slow disk, and again when the disk is quick', () => {
    const { pause, wait, now } = rig()
    for (let times = 0; times < 5; times++) pause.learn(20)
    expect(wait(now() + 0.1).looks).toBe(0)
    for (let times = 0; times < 30; times++) pause.learn(0.2)
    expect(wait(now() + 0.1).looks).toBeGreaterThan(0)
  })

  it('waits for nothing where the other thread could not run meanwhile', () => {
    const { wait } = rig(1)
    expect(wait(0.1).looks).toBe(0)
  })

  it('looks only for the newest answer that was asked for', () => {
    let now = 0
    const tasks: (() => void)[] = []
    const clock = { monotonic: () => (now += STEP_MS) } as Clock
    const pause = new BriefPause(clock, (task) => tasks.push(task), 2)
    const looks = { first: 0, second: 0 }
    pause.wait(() => looks.first++ < 0)
    const before = looks.first
    pause.wait(() => looks.second++ < 0)
    while (tasks.length > 0) tasks.shift()?.()
    expect(looks.first).toBe(before)
    expect(looks.second).toBeGreaterThan(0)
  })
})
