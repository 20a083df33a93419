import type { bulk as en } from '../en/bulk.ts'
import type { Translation } from '../translation.ts'

/** Changes of many at once, whatever they are made to. */
export const bulk: Translation<typeof en> = {
  busy: '„{{title}}“ läuft noch. Sonst wurde nichts geändert: danach noch einmal ausführen.',
  progress: {
    devices: 'Änderung vieler Geräte',
    alarms: 'Änderung vieler Alarme',
    content: 'Änderung vieler Inhalte',
    schedules: 'Änderung vieler Zeitpläne',
  },
  running: '{{title}}: {{queued}} von {{total}} eingereiht.',
  ended: '{{title}}: {{queued}} von {{total}} eingereiht.',
  failed: '{{n}} konnten nicht eingereiht werden.',
  left: '{{n}} wurden nicht versucht.',
  stop: 'Anhalten',
  showFailed: 'Gründe zeigen',
  retry: '{{n}} erneut versuchen',
  failedTitle: {
    devices_one: '{{count, number}} Gerät wurde nicht geändert',
    devices_other: '{{count, number}} Geräte wurden nicht geändert',
    alarms_one: '{{count, number}} Alarm wurde nicht geändert',
    alarms_other: '{{count, number}} Alarme wurden nicht geändert',
    content_one: '{{count, number}} Inhalt wurde nicht geändert',
    content_other: '{{count, number}} Inhalte wurden nicht geändert',
    schedules_one: '{{count, number}} Zeitplan wurde nicht geändert',
    schedules_other: '{{count, number}} Zeitpläne wurden nicht geändert',
  },
  more: 'und {{count, number}} weitere',
}
