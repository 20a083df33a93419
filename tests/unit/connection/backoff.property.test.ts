import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ReconnectBackoff } from '../../../src/main/connection/reconnect-backoff.ts'
import { INITIAL_STATE, type LinkEvent, type LinkState, transition } from '../../../src/main/connection/states.ts'
import { announcedDelay } from '../../../src/main/resilience/backoff.ts'
import { ManualClock } from '../../support/manual-clock.ts'
import { seededRandom } from '../../support/queue-host.ts'

describe('the waits between tries', () => {
  it('grow from 100 ms to at most a second in the first minute, then to the maximum, always with jitter', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.integer({ min: 1_000, max: 60_000 }), async (seed, maxMs) => {
        const clock = new ManualClock()
        const backoff = new ReconnectBackoff(clock, seededRandom(seed), maxMs)
        const startedAt = clock.monotonic()
        const first = backoff.next()
        expect(first).toBeGreaterThanOrEqual(50)
        expect(first).toBeLessThanOrEqual(100)
        for (let tries = 0; tries < 200; tries++) {
          const isEager = clock.monotonic() - startedAt < 60_000
          const delay = backoff.next()
          expect(delay).toBeLessThanOrEqual(isEager ? 1_000 : maxMs)
          expect(delay).toBeGreaterThanOrEqual(50)
          await clock.advance(delay)
        }
        expect(backoff.next()).toBeGreaterThanOrEqual(maxMs / 2)
      }),
      { numRuns: 20 },
    )
  })

  it('never ends before the time the server has named', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 300_000 }), (seed, retryAfterMs) => {
        const delay = announcedDelay(retryAfterMs, seededRandom(seed))
        expect(delay).toBeGreaterThanOrEqual(retryAfterMs)
        expect(delay).toBeLessThanOrEqual(retryAfterMs + 5_000)
      }),
    )
  })
})

describe('the states of a connection', () => {
  const event: fc.Arbitrary<LinkEvent> = fc.oneof(
    fc.constantFrom<LinkEvent>(
      { name: 'connect' },
      { name: 'open' },
      { name: 'welcome' },
      { name: 'caught-up' },
      { name: 'answers-on-time' },
      { name: 'answers-late', detail: null },
      { name: 'lose', reason: 'unreachable', detail: null },
      { name: 'refuse-token', reason: 'token-expired', detail: null },
      { name: 'disconnect', reason: 'by-operator', detail: null },
    ),
  )

  /** From which states each of these may be entered. */
  const entrances: Partial<Record<LinkState['name'], readonly LinkState['name'][]>> = {
    online: ['resyncing', 'degraded'],
    resyncing: ['authenticating'],
    degraded: ['online', 'degraded'],
  }

  it('reach online only through a welcome and a resync, whatever happens', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const forbidden: string[] = []
        let state: LinkState = INITIAL_STATE
        for (const one of events) {
          const next = transition(state, one) ?? state
          const isMove = next !== state
          if (isMove && entrances[next.name]?.includes(state.name) === false)
            forbidden.push(`${state.name} → ${next.name}`)
          if (isMove && state.name === 'disconnected' && next.name !== 'connecting' && next.name !== 'disconnected') {
            forbidden.push(`disconnected → ${next.name}`)
          }
          state = next
        }
        expect(forbidden).toEqual([])
      }),
    )
  })
})
