import { useTranslation } from 'react-i18next'
import type { TransitionView } from '#shared/domain/queue.ts'
import { OPERATION_SHAPE } from '../../app/operation-shapes.ts'
import { useNow } from '../../app/time.ts'
import { Button } from '../../components/Button.tsx'
import { StateIcon } from '../../components/StateIcon.tsx'
import { formatExact } from '../../i18n/format.ts'
import { carrierOf, reasonInWords } from '../../i18n/operation-words.ts'
import type { OpenOperation } from './OperationChain.tsx'
import styles from './OperationPanel.module.css'

interface TransitionsProps {
  readonly transitions: readonly TransitionView[]
  readonly onOpen: OpenOperation
}

/** Every step of an operation's life with its time and reason, the newest first. */
export function Transitions({ transitions, onOpen }: TransitionsProps) {
  const { t } = useTranslation()
  const now = useNow(60_000)
  return (
    <ol className={styles['steps']} reversed>
      {transitions
        .map((step, index) => ({ step, carrier: carrierOf(step.reason), number: index + 1 }))
        .toReversed()
        .map(({ step, carrier, number }) => (
          <li key={number} className={styles['step']}>
            <StateIcon shape={OPERATION_SHAPE[step.to]} />
            <span>{t(`operationState.${step.to}`)}</span>
            <time className={styles['muted']}>{formatExact(step.at, now)}</time>
            <span className={styles['reason']}>
              {reasonInWords(t, step.reason)}
              {carrier === null ? null : (
                <Button tone="quiet" className={styles['inline']} onClick={() => onOpen('pending', carrier)}>
                  {t('pending.detail.carrier')}
                </Button>
              )}
            </span>
          </li>
        ))}
    </ol>
  )
}
