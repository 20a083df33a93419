import { type KeyboardEvent, type RefObject, useMemo } from 'react'
import { timeOf, weekdayOf } from '#shared/schedule/plan.ts'
import { usePageKeys } from '../../app/page-keys.ts'
import { stepAlongLine } from '../../components/line-direction.ts'
import type { BlockTools } from './block-tools.ts'
import { type Move, movedFields, NO_MOVE, STEP_MINUTES } from './calendar-moves.ts'
import { useCalendarDrag } from './use-calendar-drag.ts'
import { useCalendarFocus } from './use-calendar-focus.ts'
import type { SchedulesState } from './use-schedules-page.ts'
import type { WeekState } from './use-week.ts'
import { DAY_MINUTES, type PlacedBlock } from './week-layout.ts'

/** Pixels of an hour. */
export const HOUR_HEIGHT = 44
const PIXELS_PER_MINUTE = HOUR_HEIGHT / 60

/** What is done to the windows of the week, with the pointer and with keys. */
export function useWeekTools(page: SchedulesState, state: WeekState, area: RefObject<HTMLElement | null>) {
  const { week, monday } = state
  const blocks = useMemo(() => week.columns.flatMap((column) => column.blocks), [week])
  const focus = useCalendarFocus(blocks, area)
  const move = (block: PlacedBlock, change: Move): void => {
    const fields = block.row.view.isDeleting ? null : movedFields(block.row.data, block.date, change)
    if (fields === null) return
    focus.follow(block, change.days)
    void page.acts.move(block.row, fields)
  }
  const drag = useCalendarDrag({
    pixelsPerMinute: PIXELS_PER_MINUTE,
    onMoved: move,
    onDrawn: ({ column, start, end }) => {
      const times = { startTime: timeOf(start), endTime: timeOf(end % DAY_MINUTES) }
      page.startCreating({ days: [weekdayOf(monday + column)], ...times })
    },
  })
  usePageKeys({
    ...{ j: focus.enter, k: focus.enter, t: state.toThisWeek, Escape: page.stepBack },
    ...{ ['PageUp']: () => state.step(-1), ['PageDown']: () => state.step(1) },
  })
  const tools: BlockTools = {
    ...{ clashes: page.list.clashes.byId, playlistOf: page.list.playlistOf, activeKey: focus.active?.key ?? null },
    ...{ dragged: drag.dragged, pixelsPerMinute: PIXELS_PER_MINUTE, openId: page.openId },
    onOpen: (id, by) => {
      if (by === 'keyboard' || drag.isClick()) page.open(id, by)
    },
    onPointerDown: drag.startMove,
    onFocus: focus.taken,
    onKeyDown: (event, block) => {
      const change = moveOf(event)
      if (change !== null) move(block, change)
      else if (event.altKey || event.ctrlKey || !focus.onArrow(event, block)) return
      event.preventDefault()
      event.stopPropagation()
    },
  }
  return { tools, focus, drawn: drag.drawn, startDrawing: drag.startDrawing }
}

/** Alt and arrows move the window, with Shift they move its end. */
function moveOf(event: KeyboardEvent<HTMLElement>): Move | null {
  if (!event.altKey || event.ctrlKey || event.metaKey) return null
  const steps = event.key === 'ArrowDown' ? STEP_MINUTES : event.key === 'ArrowUp' ? -STEP_MINUTES : 0
  if (steps !== 0) return event.shiftKey ? { ...NO_MOVE, longer: steps } : { ...NO_MOVE, minutes: steps }
  const days = stepAlongLine(event.key, event.currentTarget)
  return days === 0 || event.shiftKey ? null : { ...NO_MOVE, days }
}
