import { HOUR_MS, type Span } from '../../archive/records.ts'

const DAY_MS = 24 * HOUR_MS
/** Up to how long a period is drawn by the hour, and by the day. */
const HOURS_UP_TO_MS = 2 * DAY_MS
const DAYS_UP_TO_MS = 100 * DAY_MS

/** The stretches that a report's charts are drawn in, from the start of the period on; the last may be shorter. */
export class Buckets {
  readonly spans: readonly Span[]
  readonly #fromAt: number
  readonly #stepMs: number

  /** @param stepMs how long a stretch is; left out: as the length of the period asks for */
  constructor({ fromAt, toAt }: Span, stepMs = stepOf(toAt - fromAt)) {
    const length = toAt - fromAt
    this.#fromAt = fromAt
    this.#stepMs = stepMs
    const count = Math.ceil(length / this.#stepMs)
    this.spans = Array.from({ length: count }, (_, index) => {
      const start = fromAt + index * this.#stepMs
      return { fromAt: start, toAt: Math.min(start + this.#stepMs, toAt) }
    })
  }

  /** In which one a moment of the period lies. */
  indexOf(at: number): number {
    return Math.floor((at - this.#fromAt) / this.#stepMs)
  }

  /** The parts of a time of the period, by bucket. */
  *parts(fromAt: number, toAt: number): Generator<Span & { readonly index: number }> {
    for (let from = fromAt; from < toAt; ) {
      const index = this.indexOf(from)
      const to = Math.min(toAt, this.#fromAt + (index + 1) * this.#stepMs)
      yield { index, fromAt: from, toAt: to }
      from = to
    }
  }
}

function stepOf(length: number): number {
  return length <= HOURS_UP_TO_MS ? HOUR_MS : length <= DAYS_UP_TO_MS ? DAY_MS : 7 * DAY_MS
}
