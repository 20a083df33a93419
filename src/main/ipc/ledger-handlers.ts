import type { IpcHandlers } from './handler-types.ts'
import type { LedgerPort, OfSite } from './services.ts'

export function ledgerHandlers(ledger: OfSite<LedgerPort>): Pick<IpcHandlers, 'ledger:export'> {
  return { 'ledger:export': async (_request, context) => (await ledger(context)).export(context.windowId) }
}
