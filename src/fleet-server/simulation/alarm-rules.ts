import type { AlarmRule } from '#shared/protocol/alarm-rules.ts'
import { OFFLINE_KIND } from './alert-model.ts'
import { ALERT_KINDS } from './catalogue.ts'

type Guidance = Pick<AlarmRule, 'consequence' | 'action'>

const OFFLINE_GUIDANCE: Guidance = {
  consequence: 'The screen shows what it has stored, or nothing. Commands wait.',
  action: 'Look for a power or network failure at the site; many at once point to its network.',
}

const GUIDANCE: Readonly<Record<string, Guidance>> = {
  overheating: {
    consequence: 'The device switches itself off, and may be damaged.',
    action: 'Have the ventilation and the air conditioning at the place looked at; dim or switch off the screen.',
  },
  'storage-full': {
    consequence: 'New content is not stored; the screen goes on with the old.',
    action: 'Clear the cache of the device, or assign a smaller playlist.',
  },
  'playback-stalled': {
    consequence: 'The audience sees a still picture.',
    action: 'Reload the content; restart the player if that does not help.',
  },
  'clock-drift': {
    consequence: 'Schedules begin and end at the wrong time.',
    action: 'Restart the device, and have its time server looked at.',
  },
  'network-weak': {
    consequence: 'Updates arrive late; the device may go offline.',
    action: 'Have the cable or the wireless reception looked at.',
  },
}

/**
 * The rules of the simulated fleet, as it applies them: nothing is measured here. An alarm is raised by chance as if its
 * condition held, at once, and is over at once.
 */
export const SIMULATED_RULES: readonly AlarmRule[] = [
  ruleOf(OFFLINE_KIND, 'high', 'Simulated: the network of the site has failed, and the device does not answer.', {
    ...OFFLINE_GUIDANCE,
    suppressedWhile: null,
  }),
  ...ALERT_KINDS.map(({ kind, severity, message }) =>
    ruleOf(kind, severity, `Simulated, by chance: ${message}`, {
      ...(GUIDANCE[kind] ?? { consequence: '', action: '' }),
      suppressedWhile: 'The device is offline.',
    }),
  ),
]

function ruleOf(
  kind: string,
  severity: AlarmRule['severity'],
  condition: string,
  rest: Guidance & Pick<AlarmRule, 'suppressedWhile'>,
): AlarmRule {
  return { kind, severity, condition, onDelayMs: 0, offDelayMs: 0, isEnabled: true, ...rest }
}
