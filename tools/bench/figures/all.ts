import type { BenchContext } from '../context.ts'
import type { FigureId } from '../figure-ids.ts'
import type { FigureResult } from '../result.ts'
import { acceptOneAtATime, acceptTogether } from './accept.ts'
import { burst } from './burst.ts'
import { distantDrain } from './distant-drain.ts'
import { drain } from './drain.ts'

/** Measures one row of the figures; most bring one result. */
export type Measure = (context: BenchContext) => Promise<FigureResult[]>

export const FIGURES: Readonly<Partial<Record<FigureId, Measure>>> = {
  P1: acceptOneAtATime,
  P1b: acceptTogether,
  P3: burst,
  P4: drain,
  P5: distantDrain,
}
