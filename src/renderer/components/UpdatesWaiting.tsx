import { RefreshCw } from 'lucide-react'
import { Button } from './Button.tsx'
import styles from './UpdatesWaiting.module.css'

interface UpdatesWaitingProps {
  readonly count: number
  readonly text: string
  readonly onRefresh: () => void
}

/** Floats over the end of a list whose order is held while it is read. */
export function UpdatesWaiting({ count, text, onRefresh }: UpdatesWaitingProps) {
  if (count === 0) return null
  return (
    <div className={styles['updates']}>
      <Button icon={<RefreshCw size={14} strokeWidth={1.5} aria-hidden />} onClick={onRefresh}>
        {text}
      </Button>
    </div>
  )
}
