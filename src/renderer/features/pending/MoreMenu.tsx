import { Ellipsis } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { QueueStatus } from '#shared/domain/queue.ts'
import { useExportLock } from '../../app/hooks/locks.ts'
import { useTransfers } from '../../app/transfers/desk.tsx'
import { MenuButton } from '../../components/MenuButton.tsx'
import { formatNumber } from '../../i18n/format.ts'
import { useOperationExport } from './use-operation-export.ts'
import type { PendingPageState } from './use-pending-page.ts'

/** What goes into files and comes out of them. */
export function MoreMenu({ queue, page }: { queue: QueueStatus | null; page: PendingPageState }) {
  const { t } = useTranslation()
  const acts = useTransfers()
  const lockOf = useExportLock()
  const list = useOperationExport(page, page.query)
  const refused = queue?.counts.quarantined ?? 0
  // What was exported before is unknown until the server was asked, and can be written once more.
  const portable = queue === null ? 0 : queue.counts.queued + queue.counts.stale + queue.counts.unknown
  return (
    <>
      <MenuButton
        label={t('transfer.more')}
        icon={<Ellipsis size={14} strokeWidth={1.5} aria-hidden />}
        sections={() => [
          list.section,
          {
            title: t('transfer.waiting.section'),
            entries: [
              {
                id: 'export-waiting',
                text: t('transfer.waiting.exportEntry'),
                isDisabled: portable === 0,
                whyNot: lockOf('waiting'),
                run: () => acts.exportWaiting(),
              },
              { id: 'import-waiting', text: t('transfer.waiting.importEntry'), run: acts.importWaiting },
            ],
          },
          {
            title: t('transfer.refused.section'),
            entries: [
              {
                id: 'export-refused',
                text:
                  refused === 0
                    ? t('transfer.refused.exportAllEntry')
                    : t('transfer.refused.exportAllCounted', { count: refused, formatted: formatNumber(refused) }),
                isDisabled: refused === 0,
                whyNot: lockOf('refused'),
                run: () => acts.exportRefused(null),
              },
              { id: 'import-refused', text: t('transfer.refused.importEntry'), run: acts.importRefused },
            ],
          },
          {
            title: t('transfer.ledger.section'),
            entries: [
              {
                id: 'export-ledger',
                text: t('transfer.ledger.exportEntry'),
                whyNot: lockOf('ledger'),
                run: acts.exportLedger,
              },
            ],
          },
        ]}
      />
      {list.dialog}
    </>
  )
}
