import type { IpcHandlers } from './handler-types.ts'
import type { DiagnosticsPort } from './services.ts'

export function diagnosticsHandlers(
  diagnostics: DiagnosticsPort,
): Pick<IpcHandlers, 'diagnostics:export' | 'diagnostics:cancel'> {
  return {
    'diagnostics:export': (request, { windowId }) => diagnostics.export(windowId, request),
    'diagnostics:cancel': async (_request, { windowId }) => {
      diagnostics.cancel(windowId)
      return {}
    },
  }
}
