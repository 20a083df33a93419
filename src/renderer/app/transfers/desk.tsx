import { createContext, type ReactNode, useContext, useState } from 'react'
import { errorSentence } from '../../i18n/words.ts'
import { toRequestError } from '../../ipc/client.ts'
import type { Say } from '../../stores/toast-store.ts'
import { useClient, useToasts } from '../context.tsx'
import { deferred } from '../deferred.tsx'
import { useFileRequest } from './use-file-request.ts'

const ExportWaiting = deferred(async () => (await import('./ExportWaiting.tsx')).ExportWaiting)
const ImportWaiting = deferred(async () => (await import('./ImportWaiting.tsx')).ImportWaiting)
const ImportRefused = deferred(async () => (await import('./ImportRefused.tsx')).ImportRefused)
const ExportLedger = deferred(async () => (await import('./ExportLedger.tsx')).ExportLedger)

/** What goes into files and comes out of them. Each asks for its file and says what came of it. */
export interface TransferActs {
  /** `onClosed` is called when the question and the result have been closed. */
  readonly exportWaiting: (onClosed?: () => void) => void
  readonly importWaiting: () => void
  /** Null: all that were refused. */
  readonly exportRefused: (keys: readonly string[] | null) => void
  readonly importRefused: () => void
  readonly exportLedger: () => void
}

const TransfersContext = createContext<TransferActs | null>(null)

export function useTransfers(): TransferActs {
  const acts = useContext(TransfersContext)
  if (acts === null) throw new Error('useTransfers needs a TransferDesk above it')
  return acts
}

type Flow =
  | { readonly name: 'export-waiting'; readonly onClosed: () => void }
  | { readonly name: 'import-waiting' | 'import-refused' | 'export-ledger' }

/** Gives the acts to everything inside, and shows their dialogs. */
export function TransferDesk({ children }: { children: ReactNode }) {
  const [flow, setFlow] = useState<Flow | null>(null)
  const inspection = useFileRequest('bundle:inspect')
  const ledger = useFileRequest('ledger:export')
  const exportRefused = useExportRefused()
  const close = () => setFlow(null)

  /** Shown while the system asks for the file; a person who changes their mind there has said it all. */
  async function during(name: 'import-waiting' | 'export-ledger', ask: () => Promise<{ outcome: string } | null>) {
    setFlow({ name })
    if ((await ask())?.outcome === 'cancelled') close()
  }
  const acts: TransferActs = {
    exportWaiting: (onClosed = () => undefined) => setFlow({ name: 'export-waiting', onClosed }),
    importWaiting: () => void during('import-waiting', () => inspection.ask({})),
    exportRefused: (keys) => void exportRefused(keys),
    importRefused: () => setFlow({ name: 'import-refused' }),
    exportLedger: () => void during('export-ledger', () => ledger.ask({})),
  }
  return (
    <TransfersContext value={acts}>
      {children}
      {flow?.name === 'export-waiting' ? (
        <ExportWaiting
          onClose={() => {
            close()
            flow.onClosed()
          }}
        />
      ) : null}
      {flow?.name === 'import-waiting' ? <ImportWaiting inspection={inspection.state} onClose={close} /> : null}
      {flow?.name === 'import-refused' ? <ImportRefused onClose={close} /> : null}
      {flow?.name === 'export-ledger' ? <ExportLedger state={ledger.state} onClose={close} /> : null}
    </TransfersContext>
  )
}

/** Says what came of it in a notice: there is nothing in it that has to be kept. */
function useExportRefused(): (keys: readonly string[] | null) => Promise<void> {
  const client = useClient()
  const addToast = useToasts((state) => state.add)
  return async (keys) => {
    const fail = (reason: Say) =>
      void addToast({ tone: 'problem', text: (t) => t('transfer.failed', { reason: reason(t) }) })
    try {
      const answer = await client.request('quarantine:export', { keys: keys === null ? null : [...keys] })
      if (answer.outcome === 'refused') fail(() => answer.problem.message)
      else if (answer.outcome === 'nothing') addToast({ text: (t) => t('transfer.exportRefused.nothing') })
      else if (answer.outcome === 'written') {
        addToast({ text: (t) => t('transfer.exportRefused.done', { count: answer.count, file: answer.fileName }) })
      }
    } catch (error) {
      fail((t) => errorSentence(t, toRequestError(error)))
    }
  }
}
