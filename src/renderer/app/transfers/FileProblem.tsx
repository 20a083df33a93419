import { useTranslation } from 'react-i18next'
import { Notice } from '../../components/Notice.tsx'
import { errorSentence } from '../../i18n/words.ts'
import type { FileRequestName, FileRequestState } from './use-file-request.ts'

/** Why nothing came of the last request, in a sentence; nothing while there is no trouble. */
export function FileProblem<N extends FileRequestName>({ state }: { state: FileRequestState<N> }) {
  const { t } = useTranslation()
  const problem = problemOf()
  if (problem === null) return null
  return (
    <Notice role="alert" tone="critical" isInset>
      {problem}
    </Notice>
  )

  function problemOf(): string | null {
    if (state.status === 'failed') return t('transfer.failed', { reason: errorSentence(t, state.error) })
    if (state.status !== 'answered' || state.answer.outcome !== 'refused') return null
    return state.answer.problem.message
  }
}
