import { type KeyboardEvent, type ReactNode, type Ref, useImperativeHandle, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { deferred } from '../app/deferred.tsx'
import { Button, IconButton } from './Button.tsx'
import type { MenuEntry, MenuGroup } from './menu-types.ts'

const MenuPopover = deferred(async () => (await import('./MenuPopover.tsx')).MenuPopover)

export interface MenuHandle {
  readonly open: () => void
}

interface MenuButtonProps {
  readonly label: string
  /** Read out in place of the label. */
  readonly description?: string
  readonly icon?: ReactNode
  /** Asked when the menu is opened. */
  readonly sections: () => readonly MenuGroup[]
  readonly placement?: 'bottom start' | 'bottom end'
  /** `icon`: the label is read out and shown on hover only. */
  readonly tone?: 'plain' | 'quiet' | 'icon'
  readonly ref?: Ref<MenuHandle>
}

/** What is wanted seldom, behind one button. Arrow keys move, a letter finds, Esc closes and gives the focus back. */
export function MenuButton({
  label,
  description,
  icon,
  sections,
  placement = 'bottom end',
  tone,
  ref,
}: MenuButtonProps) {
  const button = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  useImperativeHandle(ref, () => ({ open: () => setOpen(true) }), [])
  const openByKey = (event: KeyboardEvent) => {
    if (!['ArrowDown', 'Enter', ' '].includes(event.key)) return
    event.preventDefault()
    setOpen(true)
  }
  const choose = (entry: MenuEntry | undefined) => {
    // The focus is back before anything opens, so that whatever opens can give it back to the button too.
    flushSync(() => setOpen(false))
    button.current?.focus()
    entry?.run()
  }
  const trigger = {
    ref: button,
    'aria-haspopup': 'menu',
    'aria-expanded': isOpen,
    onKeyDown: openByKey,
    onClick: () => setOpen(!isOpen),
  } as const
  return (
    <>
      {tone === 'icon' ? (
        <IconButton {...trigger} label={label} icon={icon} />
      ) : (
        <Button {...trigger} icon={icon} {...(tone === 'quiet' ? { tone } : {})} aria-label={description}>
          {label}
        </Button>
      )}
      {isOpen ? (
        <MenuPopover
          trigger={button}
          label={label}
          description={description}
          sections={sections()}
          placement={placement}
          onOpenChange={setOpen}
          onChoose={choose}
        />
      ) : null}
    </>
  )
}
