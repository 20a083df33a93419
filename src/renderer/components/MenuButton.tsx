import { Check } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, type Ref, useImperativeHandle, useRef, useState } from 'react'
import { Header, Menu, MenuItem, MenuSection } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import { flushSync } from 'react-dom'
import { Button, IconButton } from './Button.tsx'
import styles from './MenuButton.module.css'

export interface MenuEntry {
  readonly id: string
  readonly text: string
  /** At the end of the line, for example how many it finds. */
  readonly hint?: string
  readonly isDisabled?: boolean
  readonly run: () => void
}

export interface MenuGroup {
  readonly title: string
  readonly entries: readonly MenuEntry[]
  /** Set: one of the entries is chosen; null: none of them is. */
  readonly chosenId?: string | null
}

export interface MenuHandle {
  readonly open: () => void
}

interface MenuButtonProps {
  readonly label: string
  /** Read out in place of the label. */
  readonly description?: string
  readonly icon?: ReactNode
  readonly sections: readonly MenuGroup[]
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
        <Popover
          aria-label={label}
          triggerRef={button}
          isOpen
          onOpenChange={setOpen}
          placement={placement}
          offset={4}
          className={styles['popover'] ?? ''}
        >
          <Menu
            aria-label={description ?? label}
            autoFocus="first"
            className={styles['menu'] ?? ''}
            disabledKeys={entries.filter((entry) => entry.isDisabled === true).map((entry) => entry.id)}
            onAction={(id) => choose(entries.find((entry) => entry.id === id))}
          >
            {sections.map((section) => (
              <Section key={section.title} section={section} />
            ))}
          </Menu>
        </Popover>
      ) : null}
    </>
  )
}

function Section({ section: { title, entries, chosenId } }: { section: MenuGroup }) {
  const isChoice = chosenId !== undefined
  return (
    <MenuSection
      className={styles['section'] ?? ''}
      {...(isChoice ? { selectionMode: 'single', selectedKeys: chosenId === null ? [] : [chosenId] } : {})}
    >
      <Header className={styles['title'] ?? ''}>{title}</Header>
      {entries.map((entry) => (
        <MenuItem key={entry.id} id={entry.id} textValue={entry.text} className={styles['entry'] ?? ''}>
          {isChoice ? (
            <span className={styles['check']}>
              {entry.id === chosenId ? <Check size={14} strokeWidth={1.75} aria-hidden /> : null}
            </span>
          ) : null}
          <span className={styles['text']}>{entry.text}</span>
          {entry.hint === undefined ? null : <span className={styles['hint']}>{entry.hint}</span>}
        </MenuItem>
      ))}
    </MenuSection>
  )
}
