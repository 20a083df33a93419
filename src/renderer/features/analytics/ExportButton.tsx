import type { IpcRequest, IpcResponse } from '#shared/ipc/contract.ts'
import { useExportLock } from '../../app/hooks/locks.ts'
import { usePageKeys } from '../../app/page-keys.ts'
import { useFileRequest } from '../../app/transfers/use-file-request.ts'
import { Button } from '../../components/Button.tsx'
import { inSentence } from '../../i18n/foreign-text.ts'
import { errorSentence } from '../../i18n/words.ts'
import styles from './Analytics.module.css'
import { useAnalyticsWords } from './analytics-words.ts'

type Written = IpcResponse<'analytics:export'>

interface ExportButtonProps {
  /** Null: no time is chosen. */
  readonly asked: IpcRequest<'analytics:fleet'> | null
}

/** Writes what the page shows into a file, as CSV. */
export function ExportButton({ asked }: ExportButtonProps) {
  const { t } = useAnalyticsWords()
  const { state, ask } = useFileRequest('analytics:export')
  const whyNot = useExportLock()('analytics') ?? (asked === null ? t('analytics.noTime') : null)
  const isWriting = state.status === 'asking'
  const write = (): void => {
    if (asked === null || isWriting || whyNot !== null) return
    void ask({ ...asked, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone })
  }
  usePageKeys({ e: write }, { e: whyNot })
  return (
    <>
      <span role="status" className={styles['exported']}>
        {state.status === 'answered' ? outcome(state.answer) : null}
        {state.status === 'failed' ? t('analytics.exportFailed', { message: errorSentence(t, state.error) }) : null}
      </span>
      <Button disabled={isWriting || whyNot !== null} title={whyNot ?? undefined} onClick={write}>
        {t(isWriting ? 'analytics.exporting' : 'analytics.export')}
      </Button>
    </>
  )

  function outcome(answer: Written): string | null {
    if (answer.outcome === 'cancelled') return null
    if (answer.outcome === 'refused') return t('analytics.exportFailed', { message: answer.problem.message })
    const file = inSentence(answer.fileName)
    return t(answer.hasPlays ? 'analytics.exportWritten' : 'analytics.exportWithoutPlays', { file })
  }
}
