import type { RollingFigures } from '#shared/domain/metrics.ts'
import type { Outpost } from '../context.tsx'
import { type BindingSource, CONNECTING, type Followed, type Reading } from './binding-source.ts'
import { PolledAnswer } from './polled-answer.ts'

/** Figures of the last minute change no faster. */
const READ_EVERY_MS = 5_000

type Figure = 'count' | 'p50' | 'p95' | 'p99' | 'max'

/** What the console measures of itself, over the last minute. */
export class MetricsSource implements BindingSource {
  readonly #answer: PolledAnswer<readonly RollingFigures[]>

  constructor({ client }: Pick<Outpost, 'client'>, now: () => number) {
    const ask = async () => (await client.request('metrics:rolling', { minutes: 1 })).metrics
    this.#answer = new PolledAnswer(ask, READ_EVERY_MS, now)
  }

  start(changed: () => void): () => void {
    return this.#answer.start(changed)
  }

  want(): void {
    // All of it comes with each answer.
  }

  retry(): void {
    this.#answer.read()
  }

  look(): (followed: Followed) => Reading {
    const { value, at, isFailed } = this.#answer
    const byName = new Map(value?.map((figures) => [figures.name, figures]))
    return ({ name }) => {
      if (value === null) return isFailed ? { state: 'error', value: null, at: null, fault: 'not-read' } : CONNECTING
      // Nothing was measured in the last minute: there is no value, and of a count it is none.
      const figures = byName.get(name.of ?? '')
      const measured = figures?.[name.path as Figure] ?? (name.path === 'count' ? 0 : null)
      return { state: isFailed ? 'stale' : 'live', value: measured, at, fault: null }
    }
  }
}
