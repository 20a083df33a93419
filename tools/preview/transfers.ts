import type { BundleSummary } from '#shared/domain/transfer.ts'
import type { IpcRequest, IpcRequestName, IpcResponse } from '#shared/ipc/contract.ts'

type TransferName = Extract<IpcRequestName, `bundle:${string}` | `quarantine:${string}` | `ledger:${string}`>
type Transfers = { readonly [N in TransferName]: (request: IpcRequest<N>) => IpcResponse<N> }

const FINGERPRINT = '3f2a-91c4-0be7-55d0-a81e'

/** Files as a window sees them, imagined. `now`: milliseconds since the epoch. */
export function imaginedTransfers(now: number): Transfers {
  const summary: BundleSummary = {
    bundleId: '7b1d6a52-3c0e-4f8e-9b57-2d6f0a1c4e90',
    site: { id: 'rhein-main', name: 'Rhein-Main network', tenant: 'main', server: 'https://fleet.example.org' },
    madeBy: { computer: 'control-room-2', clientId: 'console-2', user: { id: 'user-2', name: 'night shift' } },
    program: '0.1.0',
    exportedAt: now - 840_000,
    fingerprint: FINGERPRINT,
    isKnownSigner: false,
    isOwn: false,
    count: 27,
    parts: [
      { kind: 'create', entityType: 'device', count: 2 },
      { kind: 'update', entityType: 'device', count: 21 },
      { kind: 'delete', entityType: 'device', count: 1 },
      { kind: 'command', entityType: 'device', count: 3 },
    ],
    commands: 3,
    fresh: 27,
    ofOthers: 4,
    makers: ['night shift', 'operator'],
    importedAt: null,
  }
  return {
    'bundle:export': () => ({
      outcome: 'written',
      count: 27,
      left: 2,
      fingerprint: FINGERPRINT,
      fileName: 'bundle.json',
    }),
    'bundle:inspect': () => ({ outcome: 'inspected', fileName: 'bundle.json', token: 'token', summary, problems: [] }),
    'bundle:import': () => ({ outcome: 'imported', imported: 27, known: 0 }),
    'quarantine:export': ({ keys }) => ({ outcome: 'written', count: keys?.length ?? 3, fileName: 'refused.json' }),
    'quarantine:import': () => ({ outcome: 'imported', imported: 2, known: 1, givenUp: 0, unreadable: 0 }),
    'ledger:export': () => ({
      outcome: 'written',
      lines: 4_101,
      head: 'c0ffee'.repeat(11).slice(0, 64),
      fileName: 'ledger.ndjson',
    }),
  }
}
