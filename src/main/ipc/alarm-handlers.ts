import type { IpcHandlers } from './handler-types.ts'
import type { AlarmsPort, OfSite } from './services.ts'

export function alarmHandlers(alarms: OfSite<AlarmsPort>): Pick<IpcHandlers, 'alarms:history'> {
  return { 'alarms:history': async (request, context) => (await alarms(context)).history(request) }
}
