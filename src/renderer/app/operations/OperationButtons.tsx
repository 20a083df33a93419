import type { MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { OperationView } from '#shared/domain/queue.ts'
import { Button } from '../../components/Button.tsx'
import { type OperationActs, useOperationActs } from './acts.tsx'
import { takeBackVerbOf } from './consequences.ts'
import styles from './OperationButtons.module.css'

type Verb = keyof OperationActs

interface OperationButtonsProps {
  readonly operation: OperationView
  readonly isSmall?: boolean
  /** Leaves out what is better decided where both values are seen. */
  readonly isBrief?: boolean
}

/** What is possible with an operation now. */
export function OperationButtons({ operation, isSmall = false, isBrief = false }: OperationButtonsProps) {
  const { t } = useTranslation()
  const acts = useOperationActs()
  const verbs = verbsOf(operation).filter((verb) => !(isBrief && verb === 'keepMine'))
  if (verbs.length === 0) return null
  const press = (verb: Verb) => (event: MouseEvent<HTMLElement>) => {
    // A click on a button in a row is not a click on the row.
    event.stopPropagation()
    // Pressed by key, the button is about to go with its row: the list keeps the focus.
    if (event.detail === 0) event.currentTarget.closest<HTMLElement>('[data-grid]')?.focus()
    void acts[verb]([operation])
  }
  return (
    <span className={styles['buttons']}>
      {verbs.map((verb) => (
        <Button
          key={verb}
          tone={verb === 'confirm' && !isSmall ? 'primary' : 'normal'}
          className={isSmall ? styles['small'] : undefined}
          onClick={press(verb)}
        >
          {t(TEXT_OF[verb])}
        </Button>
      ))}
    </span>
  )
}

export const TEXT_OF = {
  confirm: 'action.confirmAgain',
  retry: 'action.retry',
  keepMine: 'action.keepMine',
  rollBack: 'action.rollBack',
  discard: 'action.discard',
  restore: 'action.restore',
} as const satisfies Readonly<Record<Verb, string>>

/** In the order in which they are offered. */
export function verbsOf(operation: OperationView): Verb[] {
  const { canConfirm, canRetry, canKeepMine, canRollBack, canDiscard, canRestore } = operation.actions
  return [
    ...(canConfirm ? (['confirm'] as const) : []),
    ...(canRetry ? (['retry'] as const) : []),
    ...(canKeepMine ? (['keepMine'] as const) : []),
    ...(canRollBack ? [takeBackVerbOf(operation)] : canDiscard ? (['discard'] as const) : []),
    ...(canRestore ? (['restore'] as const) : []),
  ]
}
