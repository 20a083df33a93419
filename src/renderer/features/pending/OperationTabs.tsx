import { useTranslation } from 'react-i18next'
import type { OperationState } from '#shared/domain/operation.ts'
import type { QueueStatus } from '#shared/domain/queue.ts'
import { OPERATION_SHAPE } from '../../app/operation-shapes.ts'
import { Segmented } from '../../components/Segmented.tsx'
import { formatNumber } from '../../i18n/format.ts'
import type { Scope } from './use-pending-page.ts'

const PENDING_STATES = ['queued', 'sending', 'unknown', 'conflicted', 'quarantined'] as const
const SETTLED_STATES = ['applied', 'cancelled', 'merged', 'expired'] as const

type Show = (scope: Scope, state: OperationState | null) => void

/** Pending or history. */
export function ScopeTabs({ scope, onShow }: { scope: Scope; onShow: Show }) {
  const { t } = useTranslation()
  return (
    <Segmented
      label={t('pending.view')}
      value={scope}
      onChange={(next) => onShow(next, null)}
      options={[
        { value: 'pending', text: t('pending.pendingTab') },
        { value: 'history', text: t('pending.history') },
      ]}
    />
  )
}

interface StateFilterProps {
  readonly scope: Scope
  readonly state: OperationState | null
  readonly queue: QueueStatus | null
  readonly onShow: Show
}

/** Which state of the list, with how many there are of each. */
export function StateFilter({ scope, state, queue, onShow }: StateFilterProps) {
  const { t } = useTranslation()
  const counts: Readonly<Partial<Record<OperationState, number>>> =
    (scope === 'pending' ? queue?.counts : queue?.totals) ?? {}
  const states = scope === 'pending' ? PENDING_STATES : SETTLED_STATES
  return (
    <Segmented
      label={t('pending.filter.label')}
      value={state ?? 'all'}
      onChange={(next) => onShow(scope, next === 'all' ? null : next)}
      options={[
        { value: 'all' as const, text: t('pending.filter.all') },
        ...states.map((value) => {
          const count = counts[value] ?? 0
          const isQuiet = count === 0
          return {
            value,
            text: t(`operationState.${value}`),
            shape: OPERATION_SHAPE[value],
            count: formatNumber(count),
            isQuiet,
          }
        }),
      ]}
    />
  )
}
