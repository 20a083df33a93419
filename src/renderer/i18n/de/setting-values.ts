import type { settingValues as en } from '../en/setting-values.ts'
import type { Translation } from '../translation.ts'
import { usageOptions } from './usage.ts'
import { workplaceOptions } from './workplace.ts'

/** What settings can be set to: units, times, and words for values. */
export const settingValues: Translation<typeof en> = {
  unit: { ms: 'ms', bytes: 'Byte', perSecond: 'pro Sekunde', bytesPerSecond: 'Byte pro Sekunde' },
  duration: {
    unitOf: 'Einheit von „{{name}}“',
    seconds_one: '{{n}} Sekunde',
    seconds_other: '{{n}} Sekunden',
    minutes_one: '{{n}} Minute',
    minutes_other: '{{n}} Minuten',
    hours_one: '{{n}} Stunde',
    hours_other: '{{n}} Stunden',
    days_one: '{{n}} Tag',
    days_other: '{{n}} Tage',
  },
  durationUnit: { seconds: 'Sekunden', minutes: 'Minuten', hours: 'Stunden', days: 'Tage' },
  option: {
    system: 'Wie das System',
    dark: 'Dunkel',
    light: 'Hell',
    'high-contrast': 'Hoher Kontrast',
    compact: 'Kompakt',
    comfortable: 'Geräumig',
    'server-wins': 'Fremder Wert',
    'client-wins': 'Eigener Wert',
    merge: 'Zusammenführen',
    manual: 'Fragen',
    exponential: 'Exponentiell',
    linear: 'Linear',
    immediate: 'Keine',
    ask: 'Fragen',
    'when-idle': 'In Ruhe',
    ...workplaceOptions,
    ...usageOptions,
  },
}
