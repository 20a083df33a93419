import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'
import type { OperationView } from '#shared/domain/queue.ts'
import type { Translate } from '../../i18n/setup.ts'
import { errorSentence } from '../../i18n/words.ts'
import { toRequestError } from '../../ipc/client.ts'
import { useToasts } from '../context.tsx'
import { deferred } from '../deferred.tsx'
import { type ReportVerb, useOutcomeReport } from '../hooks/actions.ts'
import { useOperationActions } from '../hooks/queue.ts'
import { isUnreadable } from '../operation-shapes.ts'
import { after } from '../time.ts'
import type { Question } from './OperationQuestion.tsx'

const OperationQuestion = deferred(async () => (await import('./OperationQuestion.tsx')).OperationQuestion)

/** `asked`: nothing was done, since a question is open or could not be asked. */
type Act = (operations: readonly OperationView[]) => Promise<'done' | 'asked'>

/** What an operator does with operations. Each says what came of it; what goes further than it seems asks first. */
export interface OperationActs {
  readonly retry: Act
  readonly keepMine: Act
  readonly confirm: Act
  readonly rollBack: Act
  readonly discard: Act
  readonly restore: Act
}

const ActsContext = createContext<OperationActs | null>(null)
const ReturningContext = createContext(false)

/** For what was brought back to be in the lists. */
const RETURNING_MS = 1_500

/** Whether the operator has just brought operations back: they are shown at once, wherever the focus is. */
export function useIsBringingBack(): boolean {
  return useContext(ReturningContext)
}

export function useOperationActs(): OperationActs {
  const acts = useContext(ActsContext)
  if (acts === null) throw new Error('useOperationActs needs an OperationDesk above it')
  return acts
}

/** Gives the acts to everything inside, and asks their questions. */
export function OperationDesk({ children }: { children: ReactNode }) {
  const [question, setQuestion] = useState<Question | null>(null)
  const [isReturning, setReturning] = useState(false)
  const onRestore = useCallback((restored: Promise<void>) => {
    setReturning(true)
    void restored.finally(() => after(RETURNING_MS, () => setReturning(false)))
  }, [])
  const acts = useActs(setQuestion, onRestore)
  return (
    <ActsContext value={acts}>
      <ReturningContext value={isReturning}>{children}</ReturningContext>
      {question === null ? null : <OperationQuestion question={question} onClose={() => setQuestion(null)} />}
    </ActsContext>
  )
}

function useActs(ask: (question: Question) => void, onRestore: (restored: Promise<void>) => void): OperationActs {
  const actions = useOperationActions()
  const { report } = useOutcomeReport()
  const addToast = useToasts((state) => state.add)
  return useMemo(() => {
    const keysOf = (operations: readonly OperationView[]) => operations.map((operation) => operation.key)
    const plainly =
      (verb: ReportVerb, act: keyof OperationActs): Act =>
      async (operations) => {
        await report(verb, () => actions[act](keysOf(operations)))
        return 'done'
      }
    const confirm = plainly('confirmed', 'confirm')
    const undo = (keys: readonly string[]): void => onRestore(report('restored', () => actions.restore(keys)))
    const takeBack = (verb: 'rollBack' | 'discard', said: ReportVerb): Act => {
      const act: Act = async (operations) => {
        await report(said, () => actions[verb](keysOf(operations)), undo)
        return 'done'
      }
      return async (operations) => {
        try {
          const consequences = await actions.consequencesOf(keysOf(operations))
          const isAlone = consequences.along === 0 && consequences.refused === 0
          // Nobody can say what an unreadable one would have done, so it is never given up by a slip.
          if (isAlone && !operations.some(isUnreadable)) return await act(operations)
          ask({ verb, operations, consequences, act: () => void act(operations) })
          return 'asked'
        } catch (error) {
          const reason = (t: Translate) => errorSentence(t, toRequestError(error))
          addToast({ tone: 'problem', text: (t) => t('pending.done.failed', { reason: reason(t) }) })
          return 'asked'
        }
      }
    }
    return {
      retry: plainly('retried', 'retry'),
      keepMine: plainly('kept', 'keepMine'),
      confirm: async (operations) => {
        if (operations.length === 1) return confirm(operations)
        ask({ verb: 'confirm', operations, act: () => void confirm(operations) })
        return 'asked'
      },
      rollBack: takeBack('rollBack', 'rolledBack'),
      discard: takeBack('discard', 'discarded'),
      restore: plainly('restored', 'restore'),
    }
  }, [actions, report, addToast, ask, onRestore])
}
