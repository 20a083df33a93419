import type { settingValues as en } from '../en/setting-values.ts'
import type { Translation } from '../translation.ts'
import { usageOptions } from './usage.ts'
import { workplaceOptions } from './workplace.ts'

/** What settings can be set to: units, times, and words for values. */
export const settingValues: Translation<typeof en> = {
  unit: { ms: 'ms', bytes: 'octets', perSecond: 'par seconde', bytesPerSecond: 'octets par seconde' },
  duration: {
    unitOf: 'Unité de « {{name}} »',
    seconds_one: '{{n}} seconde',
    seconds_many: '{{n}} de secondes',
    seconds_other: '{{n}} secondes',
    minutes_one: '{{n}} minute',
    minutes_many: '{{n}} de minutes',
    minutes_other: '{{n}} minutes',
    hours_one: '{{n}} heure',
    hours_many: '{{n}} d’heures',
    hours_other: '{{n}} heures',
    days_one: '{{n}} jour',
    days_many: '{{n}} de jours',
    days_other: '{{n}} jours',
  },
  durationUnit: { seconds: 'secondes', minutes: 'minutes', hours: 'heures', days: 'jours' },
  option: {
    system: 'Comme le système',
    dark: 'Sombre',
    light: 'Clair',
    'high-contrast': 'Fort contraste',
    compact: 'Compacte',
    comfortable: 'Aérée',
    'server-wins': 'La leur',
    'client-wins': 'La mienne',
    merge: 'Fusionner',
    manual: 'Demander',
    exponential: 'Exponentielle',
    linear: 'Linéaire',
    immediate: 'Aucune',
    ask: 'Demander',
    'when-idle': 'Au repos',
    ...usageOptions,
    ...workplaceOptions,
  },
}
