import { ConfirmDialog } from '../components/Dialog.tsx'
import { useUi } from './context.tsx'

interface LeaveConfirmProps {
  readonly title: string
  readonly confirm: string
  readonly cancel: string
  readonly text: string
  /** Gives up what is not saved, and goes on to where the operator wanted to go. */
  readonly onLeave: () => void
  readonly onClose: () => void
}

/** Asks before what is not saved is left; `useLeaveGuard` says when. */
export function LeaveConfirm({ title, confirm, cancel, text, onLeave, onClose }: LeaveConfirmProps) {
  const guard = useUi((state) => state.guard)
  return (
    <ConfirmDialog
      title={title}
      confirm={confirm}
      cancel={cancel}
      onConfirm={() => {
        guard(null)
        onLeave()
      }}
      onClose={onClose}
    >
      <p>{text}</p>
    </ConfirmDialog>
  )
}
