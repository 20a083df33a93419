import { WidgetMark } from './WidgetMark.tsx'
import { type ReadState, widgetStateOfReads } from './widget-state.ts'

/** Says that a part could not be read, or not again and as of when what is shown is, with a way to read it. Else nothing. */
export function ReadFailure({ read }: { read: ReadState }) {
  return read.error === null ? null : <WidgetMark widget={widgetStateOfReads(read)} />
}
