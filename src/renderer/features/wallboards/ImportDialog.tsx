import { useTranslation } from 'react-i18next'
import type { BoardProblem } from '#shared/board/problems.ts'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { inSentence } from '../../i18n/foreign-text.ts'
import { ProblemList } from './ProblemList.tsx'

interface ImportDialogProps {
  readonly fileName: string
  readonly problems: readonly BoardProblem[]
  readonly onClose: () => void
}

/** Says what is wrong with a file, and where, so that whoever wrote it can mend it. */
export function ImportDialog({ fileName, problems, onClose }: ImportDialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog
      isReading
      title={t('boards.imported.faultyTitle', { file: inSentence(fileName) })}
      onClose={onClose}
      actions={
        <Button autoFocus onClick={onClose}>
          {t('action.close')}
        </Button>
      }
    >
      <p>{t('boards.imported.nothing')}</p>
      <ProblemList problems={problems} />
    </Dialog>
  )
}
