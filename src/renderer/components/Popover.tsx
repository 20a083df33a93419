import type { ReactNode, RefObject } from 'react'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Popover as AriaPopover } from 'react-aria-components/Popover'
import styles from './Popover.module.css'

interface PopoverProps {
  readonly title: string
  readonly anchor: RefObject<HTMLElement | null>
  readonly onClose: () => void
  readonly placement?: 'bottom start' | 'right bottom'
  readonly children: ReactNode
}

/** Details that hang from a button. Rendered while it is open; Esc and a click outside close it. */
export function Popover({ title, anchor, onClose, placement = 'bottom start', children }: PopoverProps) {
  return (
    <AriaPopover
      triggerRef={anchor}
      isOpen
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
      placement={placement}
      offset={4}
      className={styles['popover'] ?? ''}
    >
      <AriaDialog aria-label={title} className={styles['dialog'] ?? ''}>
        {children}
      </AriaDialog>
    </AriaPopover>
  )
}
