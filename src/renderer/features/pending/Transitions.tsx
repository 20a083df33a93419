import { useTranslation } from 'react-i18next'
import type { TransitionView } from '#shared/domain/queue.ts'
import { OPERATION_SHAPE } from '../../app/operation-shapes.ts'
import { useNow } from '../../app/time.ts'
import { StateIcon } from '../../components/StateIcon.tsx'
import { formatExact } from '../../i18n/format.ts'
import { reasonInWords } from '../../i18n/operation-words.ts'
import styles from './OperationPanel.module.css'

/** Every step of an operation's life with its time and reason, the newest first. */
export function Transitions({ transitions }: { transitions: readonly TransitionView[] }) {
  const { t } = useTranslation()
  const now = useNow(60_000)
  return (
    <ol className={styles['steps']} reversed>
      {[...transitions].reverse().map((step) => (
        <li key={`${step.at} ${step.from} ${step.to}`} className={styles['step']}>
          <StateIcon shape={OPERATION_SHAPE[step.to]} />
          <span>{t(`operationState.${step.to}`)}</span>
          <time className={styles['muted']}>{formatExact(step.at, now)}</time>
          <span className={styles['reason']}>{reasonInWords(t, step.reason)}</span>
        </li>
      ))}
    </ol>
  )
}
