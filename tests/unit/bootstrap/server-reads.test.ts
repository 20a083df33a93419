import { describe, expect, it } from 'vitest'
import type { RequestName, ResponseOf } from '#shared/protocol/requests.ts'
import { type Asked, serverReads } from '../../../src/main/bootstrap/server-reads.ts'
import { ConnectorError } from '../../../src/main/connection/connector.ts'

const NOW = 1_700_000_000_000.4
const DAY_MS = 24 * 3_600_000

function readsOf(promised: readonly string[] | undefined, answer: unknown = {}) {
  const asked: [RequestName, unknown][] = []
  const reads = serverReads({
    promised: () => promised,
    serverNow: () => NOW,
    ask: async <N extends RequestName>(name: N, request: unknown): Promise<Asked<ResponseOf<N>>> => {
      asked.push([name, request])
      return answer instanceof Error ? { ok: false, error: answer } : { ok: true, value: answer as ResponseOf<N> }
    },
  })
  return { reads, asked }
}

describe('what is read of the server besides the copy', () => {
  it('is not asked of a server that does not promise it', async () => {
    const { reads, asked } = readsOf(['lookup'])
    expect(await reads.deviceHealth('d1')).toEqual({ samples: null })
    expect(await reads.alarmRules()).toEqual({ rules: null })
    expect(await reads.screenshot('d1')).toEqual({ screenshot: null })
    expect(await reads.pairingCodes()).toEqual({ codes: [] })
    expect(asked).toEqual([])
  })

  it('is of the health of a device the last day by the clock of the server', async () => {
    const answer = { samples: [{ at: 1, score: 1, cpu: 1, memory: 1, storage: 1, temperature: 1 }] }
    const { reads, asked } = readsOf(['health-history'], answer)
    expect(await reads.deviceHealth('d1')).toEqual(answer)
    expect(asked).toEqual([['devices:health', { deviceId: 'd1', since: Math.round(NOW) - DAY_MS, limit: 500 }]])
  })

  it('is the rules of the alarms, from a server that tells them', async () => {
    const { reads, asked } = readsOf(['alarm-rules'], { rules: [] })
    expect(await reads.alarmRules()).toEqual({ rules: [] })
    expect(asked).toEqual([['alarms:rules', {}]])
  })

  it('fails in words where there is no connection, and is not taken for nothing', async () => {
    const lost = new ConnectorError('network', 'unreachable', 'gone', { code: 'not-connected' })
    const { reads } = readsOf(undefined, lost)
    await expect(reads.deviceHealth('d1')).rejects.toMatchObject({ code: 'not-connected' })
    await expect(reads.alarmRules()).rejects.toMatchObject({ code: 'not-connected' })
  })
})
