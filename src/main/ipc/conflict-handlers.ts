import type { IpcHandlers } from './handler-types.ts'
import type { ConflictsPort, OfSite } from './services.ts'

type ConflictsRequestName = Extract<keyof IpcHandlers, `conflicts:${string}`>

export function conflictHandlers(conflicts: OfSite<ConflictsPort>): Pick<IpcHandlers, ConflictsRequestName> {
  return {
    'conflicts:outline': async (request, context) => (await conflicts(context)).outline(request),
    'conflicts:preview': async (request, context) => (await conflicts(context)).preview(request),
    'conflicts:resolve': async (request, context) => (await conflicts(context)).resolve(request),
    'conflicts:preview-bulk': async (request, context) => (await conflicts(context)).previewBulk(request),
    'conflicts:resolve-bulk': async (request, context) => (await conflicts(context)).resolveBulk(request),
    'conflicts:undo': async ({ resolutionId }, context) => (await conflicts(context)).undo(resolutionId),
    'conflicts:history': async (query, context) => (await conflicts(context)).history(query),
  }
}
