import { useTranslation } from 'react-i18next'
import { PRIORITIES } from '#shared/domain/operation.ts'
import type { OperationView } from '#shared/domain/queue.ts'
import { useOutcomeReport } from '../../app/hooks/actions.ts'
import { useExportLock } from '../../app/hooks/locks.ts'
import { useOperationActions } from '../../app/hooks/queue.ts'
import { isUnreadable } from '../../app/operation-shapes.ts'
import { useOperationActs } from '../../app/operations/acts.tsx'
import { TEXT_OF, verbsOf } from '../../app/operations/OperationButtons.tsx'
import { useTransfers } from '../../app/transfers/desk.tsx'
import { Button } from '../../components/Button.tsx'
import { MenuButton } from '../../components/MenuButton.tsx'
import { SelectionBar } from '../../components/SelectionBar.tsx'

interface OperationBulkBarProps {
  readonly operations: readonly OperationView[]
  readonly onClear: () => void
}

const VERBS = ['confirm', 'retry', 'keepMine', 'rollBack', 'discard'] as const
/** What is over can only come back. */
const VERBS_OF_HISTORY = ['restore'] as const
type BulkVerb = (typeof VERBS)[number] | (typeof VERBS_OF_HISTORY)[number]

/** What can be done with several operations at once; each button says for how many of them it is possible. */
export function OperationBulkBar({ operations, onClear }: OperationBulkBarProps) {
  const { t } = useTranslation()
  const acts = useOperationActs()
  if (operations.length === 0) return null
  const press = async (verb: BulkVerb, possible: readonly OperationView[]): Promise<void> => {
    if ((await acts[verb](possible)) === 'done') onClear()
  }
  const isOver = operations.every(({ wait }) => wait.reason === 'settled')
  const verbs: readonly BulkVerb[] = isOver ? VERBS_OF_HISTORY : VERBS
  return (
    <SelectionBar
      label={t('pending.bulk.label')}
      count={t('pending.bulk.selected', { count: operations.length })}
      clear={t('pending.bulk.clear')}
      onClear={onClear}
    >
      {verbs.map((verb) => {
        const possible = operations.filter((operation) => verbsOf(operation).includes(verb))
        const isForAll = possible.length === operations.length
        const action = t(TEXT_OF[verb])
        return (
          <Button key={verb} disabled={possible.length === 0} onClick={() => void press(verb, possible)}>
            {isForAll ? action : t('pending.bulk.some', { action, count: possible.length })}
          </Button>
        )
      })}
      <PriorityMenu operations={operations} />
      <ExportRefused operations={operations} />
    </SelectionBar>
  )
}

/** How urgent those are that still wait to be sent; of the others it decides nothing any more. */
function PriorityMenu({ operations }: Pick<OperationBulkBarProps, 'operations'>) {
  const { t } = useTranslation()
  const actions = useOperationActions()
  const { report } = useOutcomeReport()
  const keys = operations.flatMap((one) =>
    one.state === 'queued' && one.heldFor === null && !isUnreadable(one) ? [one.key] : [],
  )
  if (keys.length === 0) return null
  return (
    <MenuButton
      label={t('pending.bulk.priority')}
      sections={() => [
        {
          title: t('pending.bulk.priorityOf', { count: keys.length }),
          entries: PRIORITIES.map((priority) => ({
            id: priority,
            text: t(`pending.priority.${priority}`),
            run: () => void report('prioritized', () => actions.prioritize(keys, priority)),
          })),
        },
      ]}
    />
  )
}

/** Refused changes go into a file that a person can read and correct; there is nothing to export of the others. */
function ExportRefused({ operations }: Pick<OperationBulkBarProps, 'operations'>) {
  const { t } = useTranslation()
  const { exportRefused } = useTransfers()
  const whyNot = useExportLock()('refused')
  const refused = operations.filter(({ state }) => state === 'quarantined')
  if (refused.length === 0) return null
  const action = t('transfer.refused.exportChosen')
  return (
    <Button
      disabled={whyNot !== null}
      title={whyNot ?? undefined}
      onClick={() => exportRefused(refused.map(({ key }) => key))}
    >
      {refused.length === operations.length ? action : t('pending.bulk.some', { action, count: refused.length })}
    </Button>
  )
}
