import { parseDsn } from '../../src/shared/domain/dsn.ts'
import type { Settings } from '../../src/shared/domain/settings.ts'
import type { TelemetryStatus, TestReport } from '../../src/shared/domain/telemetry.ts'

/** As after an outage of the receiver; off while no address is set. */
export function telemetryOf({ telemetryDsn, keepCrashDumps }: Settings, now: number): TelemetryStatus {
  const receiver = parseDsn(telemetryDsn)?.origin ?? null
  const crashDumps = {
    isOn: keepCrashDumps,
    folder: '/home/operator/.config/outpost-console/crash-dumps',
    count: keepCrashDumps ? 1 : 0,
    newestAt: keepCrashDumps ? now - 86_400_000 : null,
  }
  const off = { isOn: false, receiver, kept: 0, keptBytes: 0, sent: 0, dropped: {}, lastSentAt: null, nextTryAt: null }
  if (receiver === null) return { ...off, lastTrouble: null, crashDumps }
  return {
    ...{ isOn: true, receiver, kept: 3, keptBytes: 18_400, sent: 12, dropped: { repeated: 4, ignored: 1 } },
    ...{ lastSentAt: now - 5_400_000, nextTryAt: now + 90_000, crashDumps },
    lastTrouble: { code: 'unreachable', message: 'connect ECONNREFUSED', at: now - 60_000 },
  }
}

export function testReportOf({ telemetryDsn }: Settings): TestReport {
  if (telemetryDsn === '') return { outcome: 'off' }
  return { outcome: 'kept', eventId: 'a3f1c0de00000000000000000000beef', trouble: 'unreachable' }
}
