import { useTranslation } from 'react-i18next'
import type { OperationView } from '#shared/domain/queue.ts'
import { useOutcomeReport } from '../../app/hooks/actions.ts'
import { useOperationActions } from '../../app/hooks/queue.ts'
import { Button } from '../../components/Button.tsx'
import { SelectionBar } from '../../components/SelectionBar.tsx'

interface OperationBulkBarProps {
  readonly operations: readonly OperationView[]
  readonly onClear: () => void
}

export function OperationBulkBar({ operations, onClear }: OperationBulkBarProps) {
  const { t } = useTranslation()
  const actions = useOperationActions()
  const { report } = useOutcomeReport()
  if (operations.length === 0) return null
  const keysWhere = (isPossible: (operation: OperationView) => boolean) =>
    operations.filter(isPossible).map((operation) => operation.key)
  const choices = [
    {
      text: t('action.retry'),
      keys: keysWhere(({ actions: can }) => can.canRetry),
      act: (keys: readonly string[]) => report('retried', () => actions.retry(keys)),
    },
    {
      text: t('action.keepMine'),
      keys: keysWhere(({ actions: can }) => can.canKeepMine),
      act: (keys: readonly string[]) => report('kept', () => actions.keepMine(keys)),
    },
    {
      text: t('action.rollBack'),
      keys: keysWhere(({ actions: can }) => can.canRollBack),
      act: (keys: readonly string[]) => report('rolledBack', () => actions.rollBack(keys)),
    },
  ]
  return (
    <SelectionBar
      label={t('pending.bulk.label')}
      count={t('pending.bulk.selected', { count: operations.length })}
      clear={t('pending.bulk.clear')}
      onClear={onClear}
    >
      {choices.map(({ text, keys, act }) => (
        <Button key={text} disabled={keys.length === 0} onClick={() => void act(keys).then(onClear)}>
          {keys.length === operations.length ? text : `${text} (${keys.length})`}
        </Button>
      ))}
    </SelectionBar>
  )
}
