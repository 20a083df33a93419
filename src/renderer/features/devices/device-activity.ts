import type { LastCommand } from '#shared/domain/entities.ts'
import type { OperationView } from '#shared/domain/queue.ts'
import type { IpcResponse } from '#shared/ipc/contract.ts'
import type { Seen } from './device-watch.ts'

type Decision = IpcResponse<'conflicts:history'>['records'][number]['record']

/** One thing that happened to a device, and when. */
export type Activity = { readonly id: string; readonly at: number } & (
  | { readonly kind: 'operation'; readonly operation: OperationView }
  | { readonly kind: 'decision'; readonly decision: Decision }
  | { readonly kind: 'command'; readonly command: LastCommand }
  | { readonly kind: 'seen'; readonly seen: Seen }
)

interface Sources {
  readonly operations: readonly OperationView[]
  readonly decisions: readonly Decision[]
  readonly lastCommand: LastCommand | null
  readonly seen: readonly Seen[]
}

/** All that is known to have happened, newest first. A command that is among the operations is not told twice. */
export function activityOf({ operations, decisions, lastCommand, seen }: Sources): readonly Activity[] {
  const isTold = operations.some(({ key }) => key === lastCommand?.key)
  const all: Activity[] = [
    ...operations.map((operation): Activity => {
      return { id: `operation-${operation.key}`, at: operation.changedAt, kind: 'operation', operation }
    }),
    ...decisions.map((decision): Activity => {
      return { id: `decision-${decision.id}`, at: decision.at, kind: 'decision', decision }
    }),
    ...seen.map((one): Activity => ({ id: `${one.kind}-${one.at}`, at: one.at, kind: 'seen', seen: one })),
    ...(lastCommand === null || isTold
      ? []
      : [{ id: `command-${lastCommand.key}`, at: lastCommand.at, kind: 'command', command: lastCommand } as const]),
  ]
  return all.sort((a, b) => b.at - a.at)
}
