import type { SchedulesState } from './use-schedules-page.ts'

export function WeekCalendar({ page }: { page: SchedulesState }) {
  return <p>{page.list.total}</p>
}
