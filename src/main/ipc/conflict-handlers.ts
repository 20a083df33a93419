import type { IpcHandlers } from './handler-types.ts'
import type { ConflictsPort } from './services.ts'

type ConflictsRequestName = Extract<keyof IpcHandlers, `conflicts:${string}`>

export function conflictHandlers(conflicts: ConflictsPort): Pick<IpcHandlers, ConflictsRequestName> {
  return {
    'conflicts:list': (query) => conflicts.list(query),
    'conflicts:preview': (request) => conflicts.preview(request),
    'conflicts:resolve': (request) => conflicts.resolve(request),
    'conflicts:preview-bulk': (request) => conflicts.previewBulk(request),
    'conflicts:resolve-bulk': (request) => conflicts.resolveBulk(request),
    'conflicts:undo': ({ resolutionId }) => conflicts.undo(resolutionId),
    'conflicts:history': (query) => conflicts.history(query),
  }
}
