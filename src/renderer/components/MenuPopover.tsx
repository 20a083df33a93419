import { Check } from 'lucide-react'
import type { RefObject } from 'react'
import { Header, Menu, MenuItem, MenuSection } from 'react-aria-components/Menu'
import { Popover } from 'react-aria-components/Popover'
import styles from './MenuPopover.module.css'
import type { MenuEntry, MenuGroup } from './menu-types.ts'

interface MenuPopoverProps {
  readonly trigger: RefObject<HTMLButtonElement | null>
  readonly label: string
  /** Read out in place of the label. */
  readonly description?: string | undefined
  readonly sections: readonly MenuGroup[]
  readonly placement: 'bottom start' | 'bottom end'
  readonly onOpenChange: (isOpen: boolean) => void
  readonly onChoose: (entry: MenuEntry | undefined) => void
}

/** The open menu of a MenuButton. */
export function MenuPopover(props: MenuPopoverProps) {
  const { trigger, label, description, sections, placement, onOpenChange, onChoose } = props
  const entries = sections.flatMap((section) => section.entries)
  return (
    <Popover
      aria-label={label}
      triggerRef={trigger}
      isOpen
      onOpenChange={onOpenChange}
      placement={placement}
      offset={4}
      className={styles['popover'] ?? ''}
    >
      <Menu
        aria-label={description ?? label}
        autoFocus="first"
        className={styles['menu'] ?? ''}
        onAction={(id) => onChoose(entries.find((entry) => entry.id === id))}
      >
        {sections.map((section) => (
          <Section key={section.title} section={section} />
        ))}
      </Menu>
    </Popover>
  )
}

function isDisabled({ isDisabled: isOff = false, whyNot = null }: MenuEntry): boolean {
  return isOff || whyNot !== null
}

function Hint({ entry: { hint, whyNot } }: { entry: MenuEntry }) {
  const shown = whyNot ?? hint
  return shown === undefined ? null : <span className={styles['hint']}>{shown}</span>
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
        <MenuItem
          key={entry.id}
          id={entry.id}
          textValue={entry.text}
          isDisabled={isDisabled(entry)}
          className={styles['entry'] ?? ''}
        >
          {isChoice ? (
            <span className={styles['check']}>
              {entry.id === chosenId ? <Check size={14} strokeWidth={1.75} aria-hidden /> : null}
            </span>
          ) : null}
          <span className={styles['text']}>{entry.text}</span>
          <Hint entry={entry} />
        </MenuItem>
      ))}
    </MenuSection>
  )
}
