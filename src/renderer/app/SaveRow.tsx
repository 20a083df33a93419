import { Button } from '../components/Button.tsx'
import styles from './PanelParts.module.css'

interface SaveRowProps {
  readonly save: string
  readonly revert: string
  /** What is said while something is not saved. */
  readonly unsaved: string
  readonly isDirty: boolean
  readonly canSave: boolean
  /** Left out: whenever something is not saved. */
  readonly canRevert?: boolean
  readonly onSave: () => void
  readonly onRevert: () => void
}

/** The foot of a panel in which something is edited. */
export function SaveRow(props: SaveRowProps) {
  const { save, revert, unsaved, isDirty, canSave, canRevert = isDirty, onSave, onRevert } = props
  return (
    <div className={styles['saveRow']}>
      <Button tone="primary" disabled={!canSave} onClick={onSave}>
        {save}
      </Button>
      <Button disabled={!canRevert} onClick={onRevert}>
        {revert}
      </Button>
      <span role="status" className={styles['unsaved']}>
        {isDirty ? unsaved : null}
      </span>
    </div>
  )
}
