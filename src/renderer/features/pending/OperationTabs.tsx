import { useTranslation } from 'react-i18next'
import type { OperationState } from '#shared/domain/operation.ts'
import type { QueueStatus } from '#shared/domain/queue.ts'
import { OPERATION_SHAPE } from '../../app/operation-shapes.ts'
import { Segmented } from '../../components/Segmented.tsx'
import { StateIcon } from '../../components/StateIcon.tsx'
import { formatNumber } from '../../i18n/format.ts'
import type { Scope } from './PendingPage.tsx'

const PENDING_STATES = ['queued', 'sending', 'unknown', 'conflicted', 'quarantined'] as const
const SETTLED_STATES = ['applied', 'cancelled', 'merged', 'expired'] as const

interface OperationTabsProps {
  readonly scope: Scope
  readonly state: OperationState | null
  readonly queue: QueueStatus | null
  readonly onShow: (scope: Scope, state: OperationState | null) => void
}

/** Pending or history, and which state of it, with how many there are of each. */
export function OperationTabs({ scope, state, queue, onShow }: OperationTabsProps) {
  const { t } = useTranslation()
  const counts: Readonly<Partial<Record<OperationState, number>>> =
    queue === null ? {} : scope === 'pending' ? queue.counts : queue.totals
  const states = scope === 'pending' ? PENDING_STATES : SETTLED_STATES
  return (
    <>
      <Segmented
        label={t('pending.view')}
        value={scope}
        onChange={(next) => onShow(next, null)}
        options={[
          { value: 'pending', text: t('pending.pendingTab') },
          { value: 'history', text: t('pending.history') },
        ]}
      />
      <Segmented
        label={t('pending.filter.label')}
        value={state ?? 'all'}
        onChange={(next) => onShow(scope, next === 'all' ? null : next)}
        options={[
          { value: 'all' as const, text: t('pending.filter.all') },
          ...states.map((value) => ({
            value,
            text: t(`operationState.${value}`),
            icon: <StateIcon shape={OPERATION_SHAPE[value]} quiet={(counts[value] ?? 0) === 0} />,
            count: formatNumber(counts[value] ?? 0),
            isQuiet: (counts[value] ?? 0) === 0,
          })),
        ]}
      />
    </>
  )
}
