import type { AlertReported } from '#shared/domain/entities.ts'
import { pick, type Random } from '../platform/random.ts'
import { ALERT_KINDS, type AlertKind } from './catalogue.ts'

/** The alarm of a device that nobody can reach. */
export const OFFLINE_KIND = 'offline'

const LOTTERY: readonly AlertKind[] = ALERT_KINDS.flatMap((kind) => Array.from({ length: kind.weight }, () => kind))
/** What comes and goes: a weak connection, mostly. */
const CHATTERING: readonly AlertKind[] = ALERT_KINDS.filter(({ severity }) => severity === 'low')

/** An alert of a device, mostly of a harmless kind. */
export function newAlert(random: Random, deviceId: string, raisedAt: number): AlertReported {
  return alertOf(pick(random, LOTTERY), deviceId, raisedAt)
}

/** An alarm that will come and go for a while. */
export function chatteringAlert(random: Random, deviceId: string, raisedAt: number): AlertReported {
  return alertOf(pick(random, CHATTERING), deviceId, raisedAt)
}

export function offlineAlert(deviceId: string, raisedAt: number): AlertReported {
  const message = 'The device does not answer.'
  return alertOf({ kind: OFFLINE_KIND, severity: 'high', message }, deviceId, raisedAt)
}

function alertOf(
  { kind, severity, message }: Omit<AlertKind, 'weight'>,
  deviceId: string,
  raisedAt: number,
): AlertReported {
  return { deviceId, severity, kind, message, raisedAt, clearedAt: null }
}
