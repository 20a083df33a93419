import type { IpcHandlers } from './handler-types.ts'
import type { TelemetryPort } from './services.ts'

type TelemetryRequestName = Extract<keyof IpcHandlers, `telemetry:${string}`>

export function telemetryHandlers(telemetry: TelemetryPort): Pick<IpcHandlers, TelemetryRequestName> {
  return {
    'telemetry:report': async (error, { windowId }) => {
      telemetry.reported(windowId, error)
      return {}
    },
    'telemetry:status': () => telemetry.status(),
    'telemetry:test': () => telemetry.test(),
  }
}
