import { useTranslation } from 'react-i18next'
import { PRIORITIES, type Priority } from '#shared/domain/operation.ts'
import type { OperationView } from '#shared/domain/queue.ts'
import { useOutcomeReport } from '../../app/hooks/actions.ts'
import { useOperationActions } from '../../app/hooks/queue.ts'
import { isUnreadable, isWantedAgain } from '../../app/operation-shapes.ts'
import { useNow } from '../../app/time.ts'
import { DescriptionList } from '../../components/DescriptionList.tsx'
import { FilterSelect } from '../../components/Field.tsx'
import { lastErrorInWords } from '../../i18n/code-words.ts'
import { formatAge, formatExact, formatNumber } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/setup.ts'
import styles from './OperationPanel.module.css'

/** When, by whom, how often tried, how urgent. */
export function OperationFacts({ operation }: { operation: OperationView }) {
  const { t } = useTranslation()
  const now = useNow()
  const { nextAttemptAt, lastError } = operation
  const items = [
    { term: t('pending.detail.made'), value: formatExact(operation.createdAt, now) },
    ...(isWantedAgain(operation) && operation.wait.reason !== 'settled'
      ? [
          {
            term: t('pending.detail.waiting'),
            value: t('pending.detail.waitingValue', {
              time: formatExact(operation.waitingSince, now),
              age: formatAge(t, now - operation.waitingSince),
            }),
          },
        ]
      : []),
    { term: t('pending.detail.by'), value: actorInWords(t, operation) },
    { term: t('pending.detail.tries'), value: formatNumber(operation.attempts) },
    ...(nextAttemptAt === null || nextAttemptAt <= now
      ? []
      : [
          {
            term: t('pending.detail.nextTry'),
            value: t('pending.detail.nextTryIn', { age: formatAge(t, nextAttemptAt - now) }),
          },
        ]),
    { term: t('pending.detail.priority'), value: <PriorityChoice operation={operation} /> },
    { term: t('pending.detail.number'), value: formatNumber(operation.clientSequence) },
    ...(lastError === null ? [] : [{ term: t('pending.detail.lastError'), value: lastErrorInWords(t, lastError) }]),
    { term: t('pending.detail.key'), value: <code className={styles['mono']}>{operation.key}</code> },
  ]
  return (
    <section className={styles['section']} aria-label={t('pending.detail.facts')}>
      <h3>{t('pending.detail.facts')}</h3>
      <DescriptionList items={items} />
    </section>
  )
}

function actorInWords(t: Translate, operation: OperationView): string {
  if (operation.actor !== '') return operation.actor
  return isUnreadable(operation) ? t('pending.detail.unreadable') : t('pending.detail.nobody')
}

/** The priority can be chosen while it still decides about something. */
function PriorityChoice({ operation }: { operation: OperationView }) {
  const { t } = useTranslation()
  const actions = useOperationActions()
  const { report } = useOutcomeReport()
  const { key, state, priority } = operation
  if (state !== 'queued' || isUnreadable(operation)) return t(`pending.priority.${priority}`)
  const set = (next: Priority) => void report('prioritized', () => actions.prioritize([key], next))
  return (
    <FilterSelect
      label={t('pending.detail.priority')}
      value={priority}
      onChange={(event) => set(event.target.value as Priority)}
      options={PRIORITIES.map((value) => ({ value, label: t(`pending.priority.${value}`) }))}
    />
  )
}
