import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { OperationView, QueueStatus } from '#shared/domain/queue.ts'
import { useUi } from '../../app/context.tsx'
import { usePlaylistNames } from '../../app/hooks/playlists.ts'
import { usePendingOperations } from '../../app/hooks/queue.ts'
import { NOT_TAKEN_STATES, shapeOf } from '../../app/operation-shapes.ts'
import { OperationButtons } from '../../app/operations/OperationButtons.tsx'
import { useNow } from '../../app/time.ts'
import { Button } from '../../components/Button.tsx'
import { Popover } from '../../components/Popover.tsx'
import { StateIcon } from '../../components/StateIcon.tsx'
import { sendableOf } from '../../i18n/banner-words.ts'
import { formatAge, formatNumber } from '../../i18n/format.ts'
import { operationInWords, stateInWords, waitInWords } from '../../i18n/operation-words.ts'
import styles from './Details.module.css'

const SHOWN = 8
const NOT_TAKEN = { states: [...NOT_TAKEN_STATES] }

interface PendingPopoverProps {
  readonly queue: QueueStatus
  readonly anchor: RefObject<HTMLElement | null>
  readonly onClose: () => void
}

export function PendingPopover({ queue, anchor, onClose }: PendingPopoverProps) {
  const { t } = useTranslation()
  return (
    <Popover title={t('badge.title')} anchor={anchor} onClose={onClose}>
      <PendingList queue={queue} onClose={onClose} />
    </Popover>
  )
}

/** The badge's list: figures, the first operations with their age, and what can be done with each. */
function PendingList({ queue, onClose }: { queue: QueueStatus; onClose: () => void }) {
  const { t } = useTranslation()
  const go = useUi((state) => state.go)
  const { operations, total } = usePendingOperations(NOT_TAKEN, SHOWN)
  const rest = total - operations.length
  return (
    <div className={styles['list']}>
      <div className={styles['figures']}>
        <Figure label={t('badge.waiting')} value={sendableOf(queue)} />
        <Figure label={t('badge.retrying')} value={queue.retrying} />
        <Figure label={t('badge.failed')} value={queue.attention} />
        {queue.counts.accepted === 0 ? null : <Figure label={t('badge.atDevice')} value={queue.counts.accepted} />}
      </div>
      {queue.pending === 0 ? <p className={styles['nothing']}>{t('badge.nothing')}</p> : null}
      <ul>
        {operations.map((operation) => (
          <Line key={operation.key} operation={operation} />
        ))}
      </ul>
      <div className={styles['actions']}>
        {rest > 0 ? <span className={styles['muted']}>{t('badge.more', { count: rest })}</span> : null}
        <Button
          onClick={() => {
            onClose()
            go('pending', { scope: 'pending' })
          }}
        >
          {t('badge.all')}
        </Button>
      </div>
    </div>
  )
}

function Figure({ label, value }: { label: string; value: number }) {
  return (
    <div className={styles['figure']}>
      <span className={styles['number']}>{formatNumber(value)}</span>
      <span className={styles['muted']}>{label}</span>
    </div>
  )
}

function Line({ operation }: { operation: OperationView }) {
  const { t } = useTranslation()
  const now = useNow()
  const { nameOf } = usePlaylistNames()
  return (
    <li className={styles['line']} title={waitInWords(t, operation, now)}>
      <StateIcon shape={shapeOf(operation)} label={stateInWords(t, operation)} />
      <span className={styles['what']}>{operationInWords(t, operation, (_type, id) => nameOf(id))}</span>
      <span className={styles['muted']}>{formatAge(t, now - operation.createdAt)}</span>
      <OperationButtons operation={operation} isSmall isBrief />
    </li>
  )
}
