import { useApp } from '../context.tsx'

/** How many people share the alarms of the site, as it is set. One until the settings are known. */
export function useAlarmOperators(): number {
  return useApp((state) => state.settings?.values.alarmOperators ?? 1)
}
