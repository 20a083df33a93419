import { useTranslation } from 'react-i18next'
import type { Intent } from '#shared/domain/operation.ts'
import { errorSentence } from '../../i18n/words.ts'
import { toRequestError } from '../../ipc/client.ts'
import { useToasts } from '../context.tsx'
import { useOperationActions } from './queue.ts'
import { type Queued, useBatchMutation } from './requests.ts'

export interface QueueChanges {
  /**
   * Queues the changes and says so in one line with Undo, which rolls back what is still queued. Answers null when
   * they could not be queued; the reason has then been said.
   */
  readonly queue: (intents: readonly Intent[], said: string) => Promise<Queued | null>
  readonly isQueueing: boolean
}

/** Changes by an operator: at once, with undo. */
export function useQueueChanges(): QueueChanges {
  const { t } = useTranslation()
  const { mutate, isQueueing } = useBatchMutation()
  const addToast = useToasts((state) => state.add)
  const { report } = useOutcomeReport()
  const actions = useOperationActions()

  async function queue(intents: readonly Intent[], said: string): Promise<Queued | null> {
    try {
      const operations = await mutate(intents)
      const keys = operations.map((operation) => operation.key)
      const undo = () => void report('rolledBack', () => actions.rollBack(keys))
      addToast({ text: said, action: { label: t('action.undo'), run: undo } })
      return operations
    } catch (error) {
      const reason = errorSentence(t, toRequestError(error))
      addToast({ tone: 'problem', text: t('devices.done.failed', { reason }) })
      return null
    }
  }

  return { queue, isQueueing }
}

type OutcomeLine = { readonly ok: boolean; readonly message: string | null }

/** Says honestly what became of a bulk request: how many, and how many not and why. */
export function useOutcomeReport(): {
  report: (verb: 'retried' | 'rolledBack' | 'kept', act: () => Promise<readonly OutcomeLine[]>) => Promise<void>
} {
  const { t } = useTranslation()
  const addToast = useToasts((state) => state.add)
  return {
    async report(verb, act) {
      try {
        const outcomes = await act()
        const failed = outcomes.filter((outcome) => !outcome.ok)
        const count = outcomes.length - failed.length
        const reason = failed[0]?.message ?? ''
        const done = t(`pending.done.${verb}`, { count })
        if (failed.length === 0) addToast({ text: done })
        else if (count === 0) {
          addToast({ tone: 'problem', text: t('pending.done.nothing', { count: failed.length, reason }) })
        } else addToast({ tone: 'problem', text: t('pending.done.partly', { done, failed: failed.length, reason }) })
      } catch (error) {
        const reason = errorSentence(t, toRequestError(error))
        addToast({ tone: 'problem', text: t('pending.done.failed', { reason }) })
      }
    },
  }
}
