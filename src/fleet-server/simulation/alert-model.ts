import type { AlertReported } from '#shared/domain/entities.ts'
import { pick, type Random } from '../platform/random.ts'
import { ALERT_KINDS, type AlertKind } from './catalogue.ts'

const LOTTERY: readonly AlertKind[] = ALERT_KINDS.flatMap((kind) => Array.from({ length: kind.weight }, () => kind))

/** An alert of a device, mostly of a harmless kind. */
export function newAlert(random: Random, deviceId: string, raisedAt: number): AlertReported {
  const { kind, severity, message } = pick(random, LOTTERY)
  return { deviceId, severity, kind, message, raisedAt, clearedAt: null }
}
