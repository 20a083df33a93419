/** What a load generator has seen since its start. */
export interface LoadReport {
  readonly asked: number
  readonly connected: number
  readonly refused: number
  readonly lost: number
  readonly messages: number
  readonly bytes: number
  readonly events: number
  /** Events before which another of their channel was missing. */
  readonly gaps: number
  /** Events that came twice, or behind a later one of their channel. */
  readonly repeats: number
  readonly highestSequence: number
  /** From the time that events name to their arrival, in milliseconds; of a sample. */
  readonly latencyMs: { readonly p50: number; readonly p95: number; readonly p99: number; readonly max: number }
}

const MAX_LATENCY_MS = 20_000
const SAMPLE = 7

/** Counts of all consoles of one load generator. */
export class LoadFigures {
  connected = 0
  refused = 0
  lost = 0
  messages = 0
  bytes = 0
  events = 0
  gaps = 0
  repeats = 0
  highestSequence = 0
  readonly #asked: number
  readonly #latencies = new Uint32Array(MAX_LATENCY_MS + 1)

  constructor(asked: number) {
    this.#asked = asked
  }

  /** @param latencyMs since the event was made. */
  event(sequence: number, latencyMs: number): void {
    this.events += 1
    if (sequence > this.highestSequence) this.highestSequence = sequence
    if (this.events % SAMPLE !== 0) return
    const bucket = Math.min(MAX_LATENCY_MS, Math.max(0, latencyMs))
    this.#latencies[bucket] = (this.#latencies[bucket] ?? 0) + 1
  }

  report(): LoadReport {
    const { connected, refused, lost, messages, bytes, events, gaps, repeats, highestSequence } = this
    const latencyMs = { p50: this.#below(0.5), p95: this.#below(0.95), p99: this.#below(0.99), max: this.#below(1) }
    const counts = { connected, refused, lost, messages, bytes, events, gaps, repeats, highestSequence }
    return { asked: this.#asked, ...counts, latencyMs }
  }

  #below(share: number): number {
    let left = Math.ceil(this.#latencies.reduce((sum, count) => sum + count, 0) * share)
    if (left === 0) return 0
    return this.#latencies.findIndex((count) => {
      left -= count
      return left <= 0
    })
  }
}
