import type { IpcHandlers } from './handler-types.ts'
import type { LedgerPort } from './services.ts'

export function ledgerHandlers(ledger: LedgerPort): Pick<IpcHandlers, 'ledger:export'> {
  return { 'ledger:export': (_request, { windowId }) => ledger.export(windowId) }
}
