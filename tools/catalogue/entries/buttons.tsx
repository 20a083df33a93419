import { Download, Plus, Trash2 } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { Button, IconButton } from '../../../src/renderer/components/Button.tsx'
import { CopyButton } from '../../../src/renderer/components/CopyButton.tsx'
import { LineButton } from '../../../src/renderer/components/LineButton.tsx'
import { MenuButton, type MenuHandle } from '../../../src/renderer/components/MenuButton.tsx'
import type { MenuGroup } from '../../../src/renderer/components/menu-types.ts'
import { Segmented } from '../../../src/renderer/components/Segmented.tsx'
import { StateIcon } from '../../../src/renderer/components/StateIcon.tsx'
import { Tabs } from '../../../src/renderer/components/Tabs.tsx'
import { ARABIC, EMOJI, type Entry, Held, LONG, nothing } from '../entry.tsx'

const PLUS = <Plus size={16} strokeWidth={1.5} aria-hidden />
const BIN = <Trash2 size={16} strokeWidth={1.5} aria-hidden />

function tones(text = 'Save', isDisabled = false): ReactNode {
  return (
    <>
      <Button disabled={isDisabled}>{text}</Button>
      <Button tone="primary" disabled={isDisabled}>
        {text}
      </Button>
      <Button tone="danger" disabled={isDisabled}>
        {text}
      </Button>
      <Button tone="quiet" disabled={isDisabled}>
        {text}
      </Button>
      <IconButton label={text} icon={BIN} />
    </>
  )
}

const button: Entry = {
  name: 'Button',
  components: ['Button', 'IconButton'],
  specimens: [
    { state: 'normal', draw: () => tones() },
    { state: 'hover', simulate: 'hover', draw: () => tones() },
    { state: 'focus', simulate: 'focus', draw: () => tones() },
    { state: 'disabled', draw: () => tones('Save', true) },
    { state: 'busy', draw: () => <Button disabled>Testing…</Button> },
    { state: 'with an icon', draw: () => <Button icon={PLUS}>New device</Button> },
    { state: 'long text', isWide: true, draw: () => <Button icon={PLUS}>{LONG}</Button> },
    { state: 'emoji', needsSystemFont: true, draw: () => <Button>{EMOJI}</Button> },
    { state: 'right to left', needsSystemFont: true, draw: () => <Button icon={PLUS}>{ARABIC}</Button> },
  ],
}

const copyButton: Entry = {
  name: 'CopyButton',
  components: ['CopyButton'],
  specimens: (['hover', 'focus', undefined] as const).toReversed().map((simulate) => ({
    state: simulate ?? 'normal',
    ...(simulate === undefined ? {} : { simulate }),
    draw: () => <CopyButton text="dev-0004" label="Copy the id" copied="Copied" />,
  })),
}

const SECTIONS: readonly MenuGroup[] = [
  {
    title: 'Group by',
    chosenId: 'site',
    entries: [
      { id: 'none', text: 'Nothing', run: nothing },
      { id: 'site', text: 'Site', hint: '41', run: nothing },
      { id: 'long', text: LONG, hint: '1,204', run: nothing },
    ],
  },
  {
    title: 'Files',
    entries: [
      { id: 'export', text: 'Export as a signed file…', run: nothing },
      { id: 'import', text: 'Import a signed file…', isDisabled: true, run: nothing },
    ],
  },
]

/** Opens its menu at once. */
function OpenMenu() {
  const menu = useRef<MenuHandle>(null)
  useEffect(() => menu.current?.open(), [])
  return <MenuButton ref={menu} label="View: All devices" placement="bottom start" sections={() => SECTIONS} />
}

function menus(): ReactNode {
  return (
    <>
      <MenuButton label="More" sections={() => SECTIONS} />
      <MenuButton label="View: All devices" tone="quiet" sections={() => SECTIONS} />
      <MenuButton
        label="Download"
        tone="icon"
        icon={<Download size={16} strokeWidth={1.5} aria-hidden />}
        sections={() => SECTIONS}
      />
    </>
  )
}

const menuButton: Entry = {
  name: 'MenuButton',
  components: ['MenuButton', 'MenuPopover'],
  specimens: [
    { state: 'normal', draw: menus },
    { state: 'hover', simulate: 'hover', draw: menus },
    { state: 'focus', simulate: 'focus', draw: menus },
    { state: 'open, with a disabled and a long entry', frame: 250, draw: () => <OpenMenu /> },
    { state: 'long text', isWide: true, draw: () => <MenuButton label={LONG} sections={() => SECTIONS} /> },
  ],
}

function scopes(chosen = 'all'): ReactNode {
  return (
    <Held start={chosen}>
      {(value, set) => (
        <Segmented
          label="Show"
          value={value}
          onChange={set}
          options={[
            { value: 'all', text: 'All', count: '1,204' },
            { value: 'offline', text: 'Offline', shape: 'offline', count: '41', isQuiet: true },
            { value: 'conflict', text: 'Conflict', shape: 'conflict', count: '2' },
          ]}
        />
      )}
    </Held>
  )
}

const segmented: Entry = {
  name: 'Segmented',
  components: ['Segmented'],
  specimens: [
    { state: 'normal', draw: () => scopes() },
    { state: 'hover', simulate: 'hover', draw: () => scopes() },
    { state: 'focus', simulate: 'focus', draw: () => scopes('conflict') },
    { state: 'nothing chosen', draw: () => scopes('') },
    {
      state: 'long text',
      isWide: true,
      draw: () => (
        <Segmented
          label="Show"
          value="b"
          onChange={nothing}
          options={[
            { value: 'a', text: 'All' },
            { value: 'b', text: LONG, count: '9' },
          ]}
        />
      ),
    },
  ],
}

function views(chosen: string): ReactNode {
  return (
    <Held start={chosen}>
      {(value, set) => (
        <Tabs
          label="What is shown"
          value={value}
          onChange={set}
          options={[
            { value: 'waiting', text: 'To decide', count: '12' },
            { value: 'decided', text: 'Decided' },
          ]}
        />
      )}
    </Held>
  )
}

const tabs: Entry = {
  name: 'Tabs',
  components: ['Tabs'],
  specimens: [
    { state: 'normal', draw: () => views('waiting') },
    { state: 'hover', simulate: 'hover', draw: () => views('waiting') },
    { state: 'focus', simulate: 'focus', draw: () => views('decided') },
  ],
}

function line(text: ReactNode = 'Platform 41 display'): ReactNode {
  return (
    <div className="lines">
      <LineButton
        mark={<StateIcon shape="critical" label="Critical" />}
        kind="Alarm"
        since="since 09:41"
        data-need="overheating"
        onClick={nothing}
      >
        <strong>Overheating</strong> {text}
      </LineButton>
      <LineButton onClick={nothing}>All 1,204 alarms</LineButton>
    </div>
  )
}

const lineButton: Entry = {
  name: 'LineButton',
  components: ['LineButton'],
  specimens: [
    { state: 'normal', isWide: true, draw: () => line() },
    { state: 'hover', isWide: true, simulate: 'hover', draw: () => line() },
    { state: 'focus', isWide: true, simulate: 'focus', draw: () => line() },
    { state: 'long text', isWide: true, draw: () => line(`${LONG}, ${LONG}`) },
    { state: 'emoji', isWide: true, needsSystemFont: true, draw: () => line(EMOJI) },
    { state: 'right to left', isWide: true, needsSystemFont: true, draw: () => line(ARABIC) },
  ],
}

export const buttonEntries: readonly Entry[] = [button, copyButton, menuButton, segmented, tabs, lineButton]
