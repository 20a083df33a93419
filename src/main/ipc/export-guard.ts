import { type Export, exportOfReport } from '#shared/domain/exports.ts'
import { OutpostError } from '#shared/errors/result.ts'
import type { IpcRequest, IpcRequestName } from '#shared/ipc/contract.ts'
import type { IpcHandler, IpcHandlers } from './handler-types.ts'

/** What operators may write into files, as it is now. */
export type AllowedExports = () => readonly Export[]

/**
 * Handlers that write files only where the administrator allows it, whoever asks: a window or the command line. Refused before
 * anybody is asked for a file.
 */
export function guardExports<H extends Partial<IpcHandlers>>(handlers: H, allowed: AllowedExports): H {
  const {
    'reports:export': report,
    'ledger:export': ledger,
    'bundle:export': waiting,
    'quarantine:export': refused,
    'diagnostics:export': diagnostics,
    'analytics:export': analytics,
    'usage:export': usage,
    'lists:begin': list,
    'boards:export': board,
  }: Partial<IpcHandlers> = handlers
  return {
    ...handlers,
    ...(report && { 'reports:export': guarded(report, ({ format }) => exportOfReport(format), allowed) }),
    ...(ledger && { 'ledger:export': guarded(ledger, () => 'ledger', allowed) }),
    ...(waiting && { 'bundle:export': guarded(waiting, () => 'waiting', allowed) }),
    ...(refused && { 'quarantine:export': guarded(refused, () => 'refused', allowed) }),
    ...(analytics && { 'analytics:export': guarded(analytics, () => 'analytics', allowed) }),
    ...(usage && { 'usage:export': guarded(usage, () => 'usage', allowed) }),
    ...(list && { 'lists:begin': guarded(list, () => 'lists', allowed) }),
    ...(board && { 'boards:export': guarded(board, () => 'boards', allowed) }),
    ...(diagnostics && { 'diagnostics:export': guarded(diagnostics, () => 'diagnostics', allowed) }),
  }
}

/** @throws OutpostError `locked` */
export function assertExportAllowed(what: Export, allowed: AllowedExports): void {
  if (allowed().includes(what)) return
  throw new OutpostError('locked', 'Your administrator has not allowed this file to be written. Nothing was written.', {
    field: 'allowedExports',
  })
}

function guarded<N extends IpcRequestName>(
  handler: IpcHandler<N>,
  whatOf: (request: IpcRequest<N>) => Export,
  allowed: AllowedExports,
): IpcHandler<N> {
  return async (request, context) => {
    assertExportAllowed(whatOf(request), allowed)
    return handler(request, context)
  }
}
