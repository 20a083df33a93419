import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { OperationView } from '#shared/domain/queue.ts'
import type { OperationScope } from '#shared/domain/window-route.ts'
import { isUnreadable, isWantedAgain, shapeOf } from '../../app/operation-shapes.ts'
import { OperationButtons } from '../../app/operations/OperationButtons.tsx'
import { useNow } from '../../app/time.ts'
import type { GridColumn } from '../../components/grid-types.ts'
import { StateIcon } from '../../components/StateIcon.tsx'
import { formatAge, formatExact, formatNumber } from '../../i18n/format.ts'
import { operationInWords, stateInWords, waitInWords } from '../../i18n/operation-words.ts'
import type { NameOf } from '../../i18n/words.ts'
import { roomForButtons } from './button-room.ts'
import styles from './columns.module.css'

type Column = GridColumn<OperationView>

/** Pixels that all columns up to this one need beside the buttons, which must never be pushed out of sight. */
const ROOM_OF_WHY = 760
const ROOM_OF_TRIES = 856

/** The columns of both lists: what waits and why, or what became of it. */
export function useOperationColumns(scope: OperationScope, nameOf: NameOf): readonly Column[] {
  const { t } = useTranslation()
  return useMemo(() => {
    const state: Column = {
      id: 'state',
      header: t('pending.column.state'),
      track: '158px',
      cell: (row) => <StateCell operation={row} />,
    }
    const what: Column = {
      id: 'what',
      header: t('pending.column.what'),
      track: 'minmax(240px, 1.3fr)',
      cell: (row) => (
        <span className={styles['what']} title={operationInWords(t, row, nameOf)}>
          {operationInWords(t, row, nameOf)}
        </span>
      ),
    }
    const age: Column = {
      id: 'age',
      header: t('pending.column.age'),
      track: '92px',
      cell: (row) => <AgeCell operation={row} />,
    }
    if (scope === 'history') {
      const outcome: Column = {
        id: 'outcome',
        header: t('pending.column.outcome'),
        track: 'minmax(240px, 1.2fr)',
        cell: (row) => <span className={styles['muted']}>{waitInWords(t, row, row.changedAt)}</span>,
      }
      const settled: Column = {
        id: 'settled',
        header: t('pending.column.settled'),
        track: '110px',
        cell: (row) => <MomentCell at={row.changedAt} />,
      }
      return [state, what, age, settled, outcome]
    }
    const buttons = roomForButtons(t)
    return [
      state,
      what,
      age,
      {
        id: 'attempts',
        header: t('pending.column.attempts'),
        track: '76px',
        align: 'end',
        hideBelow: ROOM_OF_TRIES + buttons,
        cell: (row) => <span className={styles['muted']}>{formatNumber(row.attempts)}</span>,
      },
      {
        id: 'why',
        header: scope === 'device' ? t('pending.column.whyNotDone') : t('pending.column.why'),
        track: 'minmax(220px, 1.5fr)',
        hideBelow: ROOM_OF_WHY + buttons,
        cell: (row) => <WhyCell operation={row} />,
      },
      {
        id: 'actions',
        header: t('pending.column.actions'),
        isHeaderHidden: true,
        track: `${buttons}px`,
        align: 'end',
        cell: (row) => <OperationButtons operation={row} isSmall />,
      },
    ]
  }, [t, scope, nameOf])
}

function StateCell({ operation }: { operation: OperationView }) {
  const { t } = useTranslation()
  return (
    <span className={styles['state']}>
      <StateIcon shape={shapeOf(operation)} />
      {stateInWords(t, operation)}
    </span>
  )
}

/** The age counts from when it was made; what was wanted again since waits from then on, which the title says. */
function AgeCell({ operation }: { operation: OperationView }) {
  const { t } = useTranslation()
  const now = useNow()
  const { createdAt, waitingSince } = operation
  const words = { made: formatExact(createdAt, now), since: formatExact(waitingSince, now) }
  return (
    <span
      className={styles['age']}
      title={t(isWantedAgain(operation) ? 'pending.age.waiting' : 'pending.age.since', words)}
    >
      {formatAge(t, now - createdAt)}
    </span>
  )
}

function MomentCell({ at }: { at: number }) {
  const now = useNow(60_000)
  return <span className={styles['age']}>{formatExact(at, now)}</span>
}

function WhyCell({ operation }: { operation: OperationView }) {
  const { t } = useTranslation()
  const now = useNow()
  const text = waitInWords(t, operation, now)
  return (
    <span className={isCallForPerson(operation) ? undefined : styles['muted']} title={text}>
      {text}
    </span>
  )
}

function isCallForPerson(operation: OperationView): boolean {
  const { reason } = operation.wait
  return reason === 'refused' || reason === 'asks-again' || reason === 'conflict' || isUnreadable(operation)
}
