import { useTranslation } from 'react-i18next'
import type { OperationState } from '#shared/domain/operation.ts'
import type { QueueStatus } from '#shared/domain/queue.ts'
import type { OperationScope } from '#shared/domain/window-route.ts'
import { NOT_TAKEN_STATES, OPERATION_SHAPE } from '../../app/operation-shapes.ts'
import { Segmented } from '../../components/Segmented.tsx'
import { Tabs } from '../../components/Tabs.tsx'
import { formatNumber } from '../../i18n/format.ts'

const SETTLED_STATES = ['applied', 'unconfirmed', 'cancelled', 'merged', 'expired'] as const

type Show = (scope: OperationScope, state: OperationState | null) => void

interface ScopeTabsProps {
  readonly scope: OperationScope
  readonly queue: QueueStatus | null
  readonly onShow: Show
}

/** What the server has not taken, what devices have not confirmed, and history. */
export function ScopeTabs({ scope, queue, onShow }: ScopeTabsProps) {
  const { t } = useTranslation()
  const accepted = queue?.counts.accepted ?? 0
  return (
    <Tabs
      label={t('pending.view')}
      value={scope}
      onChange={(next) => onShow(next, null)}
      options={[
        { value: 'pending', text: t('pending.pendingTab') },
        {
          value: 'device',
          text: t('pending.deviceTab'),
          ...(accepted === 0 ? {} : { count: formatNumber(accepted) }),
        },
        { value: 'history', text: t('pending.history') },
      ]}
    />
  )
}

interface StateFilterProps {
  readonly scope: Exclude<OperationScope, 'device'>
  readonly state: OperationState | null
  readonly queue: QueueStatus | null
  readonly onShow: Show
}

/** Which state of the list, with how many there are of each. */
export function StateFilter({ scope, state, queue, onShow }: StateFilterProps) {
  const { t } = useTranslation()
  const counts: Readonly<Partial<Record<OperationState, number>>> =
    (scope === 'pending' ? queue?.counts : queue?.totals) ?? {}
  const states = scope === 'pending' ? NOT_TAKEN_STATES : SETTLED_STATES
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
