import { type FormEvent, type ReactNode, useRef } from 'react'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Modal as AriaModal, ModalOverlay } from 'react-aria-components/Modal'
import { Button } from './Button.tsx'
import styles from './Dialog.module.css'

interface DialogProps {
  readonly title: string
  readonly onClose: () => void
  /** Set: the dialog is a form, and Enter in a field sends it. */
  readonly onSubmit?: () => void
  readonly actions: ReactNode
  readonly children: ReactNode
  readonly role?: 'dialog' | 'alertdialog'
  /** Nothing inside takes the focus, so the text itself does, to be scrolled by keys. */
  readonly isReading?: boolean
}

/**
 * A modal dialog. Focus stays inside and goes back where it came from. A click beside it closes it while nothing was typed.
 */
export function Dialog({
  title,
  onClose,
  onSubmit,
  actions,
  children,
  role = 'dialog',
  isReading = false,
}: DialogProps) {
  const isTyped = useRef(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSubmit?.()
  }
  const noteTyping = () => {
    isTyped.current = true
  }
  return (
    <ModalOverlay
      isOpen
      isDismissable={role === 'dialog'}
      // What was typed is not lost by a click beside the dialog.
      shouldCloseOnInteractOutside={() => !isTyped.current}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
      className={styles['overlay'] ?? ''}
    >
      <AriaModal className={styles['modal'] ?? ''}>
        <AriaDialog role={role} aria-label={title} className={styles['dialog'] ?? ''}>
          <form className={styles['form']} onSubmit={submit} onInput={noteTyping} noValidate>
            <h2 className={styles['title']}>{title}</h2>
            {isReading ? (
              // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
              <section aria-label={title} tabIndex={0} className={styles['body']}>
                {children}
              </section>
            ) : (
              <div className={styles['body']}>{children}</div>
            )}
            <div className={styles['actions']}>{actions}</div>
          </form>
        </AriaDialog>
      </AriaModal>
    </ModalOverlay>
  )
}

interface ConfirmDialogProps {
  readonly title: string
  readonly confirm: string
  readonly cancel: string
  readonly tone?: 'danger' | 'primary'
  readonly onConfirm: () => void
  readonly onClose: () => void
  readonly children: ReactNode
}

/** Asks once before something that cannot be taken back. The safe choice has the focus. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <Dialog
      role="alertdialog"
      title={props.title}
      onClose={props.onClose}
      actions={
        <>
          <Button autoFocus onClick={props.onClose}>
            {props.cancel}
          </Button>
          <Button
            tone={props.tone ?? 'danger'}
            onClick={() => {
              props.onClose()
              props.onConfirm()
            }}
          >
            {props.confirm}
          </Button>
        </>
      }
    >
      {props.children}
    </Dialog>
  )
}
