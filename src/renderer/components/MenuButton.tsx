import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { Header, Menu, MenuItem, MenuSection } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { flushSync } from 'react-dom'
import { Button } from './Button.tsx'
import styles from './MenuButton.module.css'

export interface MenuEntry {
  readonly id: string
  readonly text: string
  readonly isDisabled?: boolean
  readonly run: () => void
}

interface MenuButtonProps {
  readonly label: string
  readonly icon?: ReactNode
  readonly sections: readonly { readonly title: string; readonly entries: readonly MenuEntry[] }[]
}

/** What is wanted seldom, behind one button. Arrow keys move, a letter finds, Esc closes and gives the focus back. */
export function MenuButton({ label, icon, sections }: MenuButtonProps) {
  const button = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  const entries = sections.flatMap((section) => section.entries)
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
  return (
    <>
      <Button
        ref={button}
        icon={icon}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onKeyDown={openByKey}
        onClick={() => setOpen(!isOpen)}
      >
        {label}
      </Button>
      {isOpen ? (
        <Popover
          aria-label={label}
          triggerRef={button}
          isOpen
          onOpenChange={setOpen}
          placement="bottom end"
          offset={4}
          className={styles['popover'] ?? ''}
        >
          <Menu
            aria-label={label}
            autoFocus="first"
            className={styles['menu'] ?? ''}
            disabledKeys={entries.filter((entry) => entry.isDisabled === true).map((entry) => entry.id)}
            onAction={(id) => choose(entries.find((entry) => entry.id === id))}
          >
            {sections.map((section) => (
              <MenuSection key={section.title} className={styles['section'] ?? ''}>
                <Header className={styles['title'] ?? ''}>{section.title}</Header>
                {section.entries.map((entry) => (
                  <MenuItem key={entry.id} id={entry.id} className={styles['entry'] ?? ''}>
                    {entry.text}
                  </MenuItem>
                ))}
              </MenuSection>
            ))}
          </Menu>
        </Popover>
      ) : null}
    </>
  )
}
