// biome-ignore-all lint/a11y/useSemanticElements: a separator that is moved with the arrow keys can take the focus; hr cannot.
import { X } from 'lucide-react'
import { type KeyboardEvent, type PointerEvent, type ReactNode, type Ref, useMemo, useState } from 'react'
import { IconButton } from './Button.tsx'
import { keepFocusIn } from './keep-focus.ts'
import { lineDirection, stepAlongLine } from './line-direction.ts'
import styles from './SidePanel.module.css'

const MIN_WIDTH = 320
const MAX_WIDTH = 640
const KEY_STEP = 16

interface SidePanelProps {
  readonly label: string
  readonly closeLabel: string
  readonly resizeLabel: string
  readonly header: ReactNode
  readonly footer?: ReactNode
  /** In pixels, until somebody changes it. */
  readonly initialWidth?: number
  readonly onClose: () => void
  readonly ref?: Ref<HTMLElement>
  readonly children: ReactNode
}

/**
 * The detail beside a list. Its width can be changed with the pointer or the arrow keys; Esc closes it, and the focus goes
 * back to the list. */
export function SidePanel({
  label,
  closeLabel,
  resizeLabel,
  header,
  footer,
  initialWidth = 384,
  onClose,
  ref,
  children,
}: SidePanelProps) {
  const [width, setWidth] = useState(initialWidth)
  const keeper = useMemo(() => keepFocusIn(ref), [ref])
  const resize = (next: number) => setWidth(Math.max(MIN_WIDTH, Math.min(MAX_WIDTH, next)))

  function drag(event: PointerEvent<HTMLDivElement>): void {
    const handle = event.currentTarget
    handle.setPointerCapture(event.pointerId)
    const [startX, direction] = [event.clientX, lineDirection(handle)]
    const move = (moved: globalThis.PointerEvent) => resize(width + direction * (startX - moved.clientX))
    handle.addEventListener('pointermove', move)
    handle.addEventListener('pointerup', () => handle.removeEventListener('pointermove', move), { once: true })
  }

  function resizeByKey(event: KeyboardEvent<HTMLElement>): void {
    resize(width - KEY_STEP * stepAlongLine(event.key, event.currentTarget))
  }

  function stepBack(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.stopPropagation()
    onClose()
  }

  return (
    <section
      ref={keeper}
      aria-label={label}
      className={styles['panel']}
      style={{ width }}
      onKeyDown={stepBack}
      tabIndex={-1}
    >
      <div
        role="separator"
        aria-label={resizeLabel}
        aria-orientation="vertical"
        aria-valuenow={width}
        aria-valuemin={MIN_WIDTH}
        aria-valuemax={MAX_WIDTH}
        tabIndex={0}
        className={styles['handle']}
        onPointerDown={drag}
        onKeyDown={resizeByKey}
      />
      <header className={styles['header']}>
        <div className={styles['title']}>{header}</div>
        <IconButton label={closeLabel} icon={<X size={16} strokeWidth={1.5} aria-hidden />} onClick={onClose} />
      </header>
      <div className={styles['body']}>{children}</div>
      {footer === undefined ? null : <footer className={styles['footer']}>{footer}</footer>}
    </section>
  )
}
