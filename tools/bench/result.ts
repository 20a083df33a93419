import { type Spread, spreadOf } from './statistics.ts'

/** What a figure has to reach. `floor` must be reached, `aim` is what is worked for; both in the figure's own measure. */
export interface Goal {
  readonly id: string
  readonly title: string
  /** Of `ratio`, `floor` and `aim`: `×` for a plain ratio. */
  readonly unit: string
  readonly better: 'higher' | 'lower'
  readonly floor: number
  readonly aim: number
}

/** One absolute value over all rounds; for orientation, since it differs from machine to machine. */
export interface Measured extends Spread {
  readonly unit: string
}

/** One figure as it is printed and written to `--json`. */
export interface FigureResult extends Goal {
  /** The figure in its own measure: the median over all rounds. */
  readonly ratio: number
  readonly rounds: number
  /** The lowest and the highest of the rounds. */
  readonly spread: { readonly min: number; readonly max: number }
  readonly isFloorMet: boolean
  readonly isAimMet: boolean
  /** What the figure is held against; null where it is held against a fixed value. */
  readonly limit: Measured | null
  readonly measured: Measured
  readonly note: string
  /** More about this run, such as other percentiles. */
  readonly details: Readonly<Record<string, number | string>>
}

/** Values of one round. `limit` is left out where the figure is held against a fixed value. */
export interface Round {
  readonly ratio: number
  readonly measured: number
  readonly limit?: number
}

export interface Explanation {
  /** Of `limit` and `measured`. */
  readonly absoluteUnit: string
  readonly note: string
  readonly details?: Readonly<Record<string, number | string>>
}

export function resultOf(goal: Goal, rounds: readonly Round[], explanation: Explanation): FigureResult {
  const { absoluteUnit: unit, note, details = {} } = explanation
  const { median: ratio, min, max } = spreadOf(rounds.map((round) => round.ratio))
  const limits = rounds.flatMap((round) => round.limit ?? [])
  const reaches = (wanted: number): boolean => (goal.better === 'higher' ? ratio >= wanted : ratio <= wanted)
  return {
    ...goal,
    ratio,
    rounds: rounds.length,
    spread: { min, max },
    isFloorMet: reaches(goal.floor),
    isAimMet: reaches(goal.aim),
    limit: limits.length === 0 ? null : { ...spreadOf(limits), unit },
    measured: { ...spreadOf(rounds.map((round) => round.measured)), unit },
    note,
    details,
  }
}
