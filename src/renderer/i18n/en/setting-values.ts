import { usageOptions } from './usage.ts'
import { workplaceOptions } from './workplace.ts'

/** What settings can be set to: units, times, and words for values. */
export const settingValues = {
  unit: { ms: 'ms', bytes: 'bytes', perSecond: 'per second', bytesPerSecond: 'bytes per second' },
  duration: {
    unitOf: 'Unit of “{{name}}”',
    seconds_one: '{{n}} second',
    seconds_other: '{{n}} seconds',
    minutes_one: '{{n}} minute',
    minutes_other: '{{n}} minutes',
    hours_one: '{{n}} hour',
    hours_other: '{{n}} hours',
    days_one: '{{n}} day',
    days_other: '{{n}} days',
  },
  durationUnit: { seconds: 'seconds', minutes: 'minutes', hours: 'hours', days: 'days' },
  option: {
    system: 'As the system',
    dark: 'Dark',
    light: 'Light',
    'high-contrast': 'High contrast',
    compact: 'Compact',
    comfortable: 'Comfortable',
    'server-wins': 'Theirs',
    'client-wins': 'Mine',
    merge: 'Merge',
    manual: 'Ask',
    exponential: 'Exponential',
    linear: 'Linear',
    immediate: 'None',
    ask: 'Ask',
    'when-idle': 'When idle',
    ...usageOptions,
    ...workplaceOptions,
  },
} as const
