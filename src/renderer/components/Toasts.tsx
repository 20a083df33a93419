import { X } from 'lucide-react'
import { Button, IconButton } from './Button.tsx'
import { classes } from './classes.ts'
import { StateIcon } from './StateIcon.tsx'
import styles from './Toasts.module.css'
import { useToastHold } from './use-toast-hold.ts'

interface ToastItem {
  readonly id: number
  readonly tone: 'neutral' | 'problem'
  readonly text: string
  readonly count: number
  /** The count is not in the text and must be shown beside it. */
  readonly isCountShown: boolean
  readonly action: { readonly label: string; readonly run: () => void } | null
}

interface ToastsProps {
  readonly label: string
  readonly dismissLabel: string
  readonly toasts: readonly ToastItem[]
  readonly onDismiss: (id: number) => void
  readonly onHold: (isHeld: boolean) => void
}

/** Short notices at the lower edge. They are read out, never take the focus and wait while they are looked at. */
export function Toasts({ label, dismissLabel, toasts, onDismiss, onHold }: ToastsProps) {
  return (
    <section aria-label={label} aria-live="polite" className={styles['region']} {...useToastHold(toasts, onHold)}>
      {toasts.map((toast) => (
        <div key={toast.id} className={classes(styles['toast'], toast.tone === 'problem' && styles['problem'])}>
          {toast.tone === 'problem' ? <StateIcon shape="warning" /> : null}
          <span className={styles['text']}>
            {toast.text}
            {toast.isCountShown && toast.count > 1 ? <span className={styles['count']}> ×{toast.count}</span> : null}
          </span>
          {toast.action === null ? null : (
            <Button
              tone="quiet"
              className={styles['action']}
              onClick={() => {
                toast.action?.run()
                onDismiss(toast.id)
              }}
            >
              {toast.action.label}
            </Button>
          )}
          <IconButton
            label={dismissLabel}
            icon={<X size={14} strokeWidth={1.5} aria-hidden />}
            onClick={() => onDismiss(toast.id)}
          />
        </div>
      ))}
    </section>
  )
}
