import { pages } from '../console/pages.ts'
import { palette } from '../console/palette.ts'
import { scripts } from '../console/scripts.ts'
import type { BenchContext } from '../context.ts'
import type { FigureId } from '../figure-ids.ts'
import { coldStart } from '../live/cold-start.ts'
import { conflictDesk } from '../live/conflict-desk.ts'
import { frames } from '../live/frames.ts'
import { inbound } from '../live/inbound.ts'
import { mount } from '../live/mount.ts'
import { deadLink, reconnect } from '../live/outage.ts'
import { paint } from '../live/paint.ts'
import { resync, resyncAfterAnHour } from '../live/resync.ts'
import { wall } from '../live/wall.ts'
import { windows } from '../live/windows.ts'
import { overhead } from '../measuring/overhead.ts'
import { percentiles } from '../measuring/percentiles.ts'
import { report } from '../measuring/report.ts'
import type { FigureResult } from '../result.ts'
import { acceptOneAtATime, acceptTogether } from './accept.ts'
import { burst } from './burst.ts'
import { click } from './click.ts'
import { distantDrain } from './distant-drain.ts'
import { drain } from './drain.ts'
import { growth } from './growth.ts'
import { guardCost } from './guard-cost.ts'
import { memory } from './memory.ts'
import { slowDisk } from './slow-disk.ts'
import { start } from './start.ts'

/** Measures one row of the figures; most bring one result. */
export type Measure = (context: BenchContext) => Promise<FigureResult[]>

export const FIGURES: Readonly<Record<FigureId, Measure>> = {
  P1: acceptOneAtATime,
  P1b: acceptTogether,
  P2: click,
  P3: burst,
  P4: drain,
  P5: distantDrain,
  P6: inbound,
  P7: frames,
  P8: mount,
  P9: coldStart,
  P10: memory,
  P11: growth,
  P12: scripts,
  P13: percentiles,
  P14: reconnect,
  P15: deadLink,
  P16: resync,
  P17: slowDisk,
  P18: guardCost,
  desk: conflictDesk,
  pages,
  overhead,
  paint,
  palette,
  report,
  resync: resyncAfterAnHour,
  start,
  wall,
  windows,
}
