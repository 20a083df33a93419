import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'

interface AskingDialogProps {
  readonly title: string
  /** The button that makes the system ask for a file. */
  readonly ask: string
  readonly isAsking: boolean
  /** The children are the result. */
  readonly isDone: boolean
  readonly onAsk: () => void
  readonly onClose: () => void
  readonly children: ReactNode
}

/** Explains, lets a person choose a file, and stays until the result was seen. */
export function AskingDialog({ title, ask, isAsking, isDone, onAsk, onClose, children }: AskingDialogProps) {
  const { t } = useTranslation()
  const leave = () => {
    // The file may just be written or taken in: what came of it must not be missed.
    if (!isAsking) onClose()
  }
  return (
    <Dialog
      title={title}
      onClose={leave}
      onSubmit={() => {
        if (!isAsking && !isDone) onAsk()
      }}
      actions={
        isDone ? (
          <Button autoFocus onClick={onClose}>
            {t('action.close')}
          </Button>
        ) : (
          <>
            <Button onClick={leave} disabled={isAsking}>
              {t('action.cancel')}
            </Button>
            <Button tone="primary" isSubmit autoFocus disabled={isAsking}>
              {isAsking ? t('transfer.working') : ask}
            </Button>
          </>
        )
      }
    >
      {children}
    </Dialog>
  )
}
