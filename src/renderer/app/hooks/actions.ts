import type { Intent } from '#shared/domain/operation.ts'
import type { Translate } from '../../i18n/setup.ts'
import { errorSentence } from '../../i18n/words.ts'
import { toRequestError } from '../../ipc/client.ts'
import type { Say } from '../../stores/toast-store.ts'
import { useOutpost, useToasts } from '../context.tsx'
import type { UndoDesk, UndoResult } from '../undo-desk.ts'
import type { UndoableChange } from '../undo-plan.ts'
import { type Queued, useBatchMutation } from './requests.ts'

/** What an operator did, in words. */
export interface Said {
  /** While it waits, such as “Change of Gate 1 queued”. */
  readonly queued: Say
  /** When it is done, such as “Gate 1 changed”; followed by who has confirmed it. */
  readonly done: Say
}

export interface QueueChanges {
  /**
   * Queues the changes and says so in one line with Undo, which works for edits whatever has become of them meanwhile.
   * Answers null when the changes could not be queued; the reason has then been said.
   */
  readonly queue: (intents: readonly Intent[], said: Said) => Promise<Queued | null>
  readonly isQueueing: boolean
}

/** Changes by an operator: at once, with undo. */
export function useQueueChanges(): QueueChanges {
  const { mutate, isQueueing } = useBatchMutation()
  const { undo } = useOutpost()
  const addToast = useToasts((state) => state.add)
  const announce = useAnnounce()

  async function queue(intents: readonly Intent[], said: Said): Promise<Queued | null> {
    const before = undo.remember(intents)
    try {
      const operations = await mutate(intents)
      announce({ intents, operations, before }, said)
      return operations
    } catch (error) {
      const failure = toRequestError(error)
      addToast({ tone: 'problem', text: (t) => t('devices.done.failed', { reason: errorSentence(t, failure) }) })
      return null
    }
  }

  return { queue, isQueueing }
}

interface Announced {
  readonly intents: readonly Intent[]
  readonly operations: Queued
  readonly before: ReturnType<UndoDesk['remember']>
}

/** Says in one line what was queued, with Undo, and what becomes of it. */
export function useAnnounce(): (changes: Announced, said: Said) => void {
  const { undo } = useOutpost()
  const undoAndSay = useUndo()
  return (changes, { queued, done: said }) => {
    const words = {
      plain: said,
      waiting: queued,
      confirmed: changes.intents.every(({ kind }) => kind === 'command')
        ? (t: Translate) => t('pending.queued.confirmedByDevice', { said: said(t) })
        : (t: Translate) => t('pending.queued.confirmed', { said: said(t) }),
      taken: (t: Translate) => t('pending.queued.taken', { said: said(t) }),
      undo: (t: Translate) => t('action.undo'),
    }
    undo.announce(changes, words, (undone) => void undoAndSay(undone))
  }
}

/** Undoes changes and says what came of it. */
function useUndo(): (changes: readonly UndoableChange[]) => Promise<void> {
  const { undo } = useOutpost()
  const addToast = useToasts((state) => state.add)
  return async (changes) => {
    try {
      const result = await undo.undo(changes)
      const { refusals } = result
      const [reason] = refusals
      const [done, failed] = [undoneInWords(result), refusals.length]
      if (reason === undefined) addToast({ text: done ?? ((t) => t('pending.undo.overtaken')) })
      else if (done === null) {
        addToast({ tone: 'problem', text: (t) => t('pending.done.nothing', { count: failed, reason }) })
      } else addToast({ tone: 'problem', text: (t) => t('pending.done.partly', { done: done(t), failed, reason }) })
    } catch (error) {
      const failure = toRequestError(error)
      addToast({ tone: 'problem', text: (t) => t('pending.done.failed', { reason: errorSentence(t, failure) }) })
    }
  }
}

/** Null: nothing was undone. */
function undoneInWords({ rolledBack, reverted }: UndoResult): Say | null {
  if (rolledBack === 0 && reverted === 0) return null
  return (t) =>
    [
      ...(rolledBack === 0 ? [] : [t('pending.undo.done', { count: rolledBack })]),
      ...(reverted === 0 ? [] : [t('pending.undo.reverted', { count: reverted })]),
    ].join('. ')
}

export type ReportVerb =
  | 'retried'
  | 'rolledBack'
  | 'discarded'
  | 'restored'
  | 'confirmed'
  | 'kept'
  | 'prioritized'
  | 'edited'

type OutcomeLine = { readonly key: string; readonly ok: boolean; readonly message: string | null }

/** Says honestly what became of a bulk request: how many, and how many not and why. */
export function useOutcomeReport(): {
  /** @param undo offered for the keys of what was done. */
  report: (
    verb: ReportVerb,
    act: () => Promise<readonly OutcomeLine[]>,
    undo?: (keys: readonly string[]) => void,
  ) => Promise<void>
} {
  const addToast = useToasts((state) => state.add)
  return {
    async report(verb, act, undo) {
      try {
        const outcomes = await act()
        const failed = outcomes.filter((outcome) => !outcome.ok)
        const count = outcomes.length - failed.length
        const reason = failed[0]?.message ?? ''
        const done: Say = (t) => t(`pending.done.${verb}`, { count })
        const keys = outcomes.flatMap(({ key, ok }) => (ok ? [key] : []))
        if (count === 0 && failed.length > 0) {
          addToast({ tone: 'problem', text: (t) => t('pending.done.nothing', { count: failed.length, reason }) })
          return
        }
        const run = (): void => undo?.(keys)
        // A line of its own, since Undo is for what the line tells of. Whether it is still possible is asked when it is wanted.
        const group = `${verb}/${keys[0]}`
        const offer = {
          action: { label: (t: Translate) => t('action.undo'), isUndo: true, run },
          group,
          isLasting: true,
        }
        addToast({
          ...(undo === undefined || count === 0 ? {} : offer),
          ...(failed.length === 0
            ? { text: done }
            : {
                text: (t) => t('pending.done.partly', { done: done(t), failed: failed.length, reason }),
                tone: 'problem',
              }),
        })
      } catch (error) {
        const failure = toRequestError(error)
        addToast({ tone: 'problem', text: (t) => t('pending.done.failed', { reason: errorSentence(t, failure) }) })
      }
    },
  }
}
