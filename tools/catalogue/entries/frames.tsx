import { type ReactNode, useRef } from 'react'
import { Button } from '../../../src/renderer/components/Button.tsx'
import { ConfirmDialog, Dialog } from '../../../src/renderer/components/Dialog.tsx'
import { TextField } from '../../../src/renderer/components/Field.tsx'
import { PageFrame } from '../../../src/renderer/components/PageFrame.tsx'
import { Placeholder } from '../../../src/renderer/components/Placeholder.tsx'
import { Popover } from '../../../src/renderer/components/Popover.tsx'
import { SelectionBar } from '../../../src/renderer/components/SelectionBar.tsx'
import { SidePanel } from '../../../src/renderer/components/SidePanel.tsx'
import { EMOJI, type Entry, LONG, nothing } from '../entry.tsx'

function question(title: string, text: string): ReactNode {
  return (
    <ConfirmDialog
      title={title}
      confirm="Reboot 41 devices"
      cancel="Keep them running"
      onConfirm={nothing}
      onClose={nothing}
    >
      <p>{text}</p>
    </ConfirmDialog>
  )
}

function form(error?: string): ReactNode {
  return (
    <Dialog
      title="New device"
      onClose={nothing}
      onSubmit={nothing}
      actions={
        <>
          <Button>Cancel</Button>
          <Button tone="primary" isSubmit disabled={error !== undefined}>
            Add the device
          </Button>
        </>
      }
    >
      <TextField label="Name" autoFocus defaultValue="" error={error} />
    </Dialog>
  )
}

const dialog: Entry = {
  name: 'Dialog',
  components: ['Dialog', 'ConfirmDialog'],
  specimens: [
    { state: 'normal', frame: 240, draw: () => form() },
    { state: 'error', frame: 260, draw: () => form('A device needs a name.') },
    {
      state: 'a question',
      frame: 240,
      draw: () => question('Reboot 41 devices?', 'Their screens are dark for a minute.'),
    },
    { state: 'long text', frame: 300, draw: () => question(LONG, `${LONG}. `.repeat(4)) },
    {
      state: 'to read',
      frame: 260,
      draw: () => (
        <Dialog title="Keys" onClose={nothing} isReading actions={<Button tone="primary">Close</Button>}>
          {Array.from({ length: 12 }, (_, index) => `Alt ${index + 1} opens a page.`).map((line) => (
            <p key={line}>{line}</p>
          ))}
        </Dialog>
      ),
    },
  ],
}

function Hanging({ children }: { children: ReactNode }) {
  const anchor = useRef<HTMLButtonElement>(null)
  return (
    <>
      <button ref={anchor} type="button">
        Online 12 ms
      </button>
      <Popover title="Connection" anchor={anchor} onClose={nothing}>
        <div className="padded">{children}</div>
      </Popover>
    </>
  )
}

const popover: Entry = {
  name: 'Popover',
  components: ['Popover'],
  specimens: [
    {
      state: 'normal',
      frame: 160,
      draw: () => (
        <Hanging>
          <p>Connected for 1 h 30 min.</p>
          <Button>Disconnect</Button>
        </Hanging>
      ),
    },
    { state: 'long text', frame: 160, draw: () => <Hanging>{LONG}</Hanging> },
  ],
}

function panel(header: string, body: ReactNode, footer?: ReactNode): ReactNode {
  return (
    <SidePanel label={header} closeLabel="Close" resizeLabel="Width" header={header} footer={footer} onClose={nothing}>
      <div className="padded">{body}</div>
    </SidePanel>
  )
}

function beside(header: string, body: ReactNode, footer?: ReactNode): ReactNode {
  return <div className="beside">{panel(header, body, footer)}</div>
}

const sidePanel: Entry = {
  name: 'SidePanel',
  components: ['SidePanel'],
  specimens: [
    { state: 'normal', isWide: true, height: 150, draw: () => beside('Gate 7 north', 'Online since 09:41.') },
    {
      state: 'with what to do',
      isWide: true,
      height: 150,
      draw: () => beside('Gate 7 north', 'Two fields were changed.', <Button tone="primary">Save</Button>),
    },
    {
      state: 'focus',
      simulate: 'focus',
      isWide: true,
      height: 150,
      draw: () => beside('Gate 7 north', 'Online since 09:41.'),
    },
    { state: 'long text', isWide: true, height: 150, draw: () => beside(LONG, `${LONG}. `.repeat(4)) },
    { state: 'emoji', needsSystemFont: true, isWide: true, height: 120, draw: () => beside(EMOJI, EMOJI) },
  ],
}

function bar(note?: string, count = '3 selected'): ReactNode {
  return (
    <SelectionBar label="Selection" count={count} note={note} clear="Clear" onClear={nothing}>
      <Button>Add tag</Button>
      <Button tone="danger">Reboot</Button>
    </SelectionBar>
  )
}

const placed = (bar: ReactNode): ReactNode => <div className="barPlace">{bar}</div>

const selectionBar: Entry = {
  name: 'SelectionBar',
  components: ['SelectionBar'],
  specimens: [
    { state: 'normal', isWide: true, draw: () => placed(bar()) },
    { state: 'with a note', isWide: true, draw: () => placed(bar('2 of them are not shown', '41 selected')) },
    { state: 'focus', simulate: 'focus', isWide: true, draw: () => placed(bar()) },
    { state: 'long text', isWide: true, draw: () => placed(bar(LONG)) },
  ],
}

const pageFrame: Entry = {
  name: 'PageFrame',
  components: ['PageFrame'],
  specimens: [
    {
      state: 'normal',
      isWide: true,
      height: 200,
      draw: () => (
        <PageFrame title="Devices" count="1,204" tools={<Button>Filter</Button>} actions={<Button>New device</Button>}>
          <Placeholder title="The list" />
        </PageFrame>
      ),
    },
    {
      state: 'not current, with more tools and a panel',
      isWide: true,
      height: 240,
      draw: () => (
        <PageFrame
          title="Devices"
          count="1,204"
          note="As of 09:41"
          moreTools={<Button>All sites</Button>}
          panel={panel('Gate 7 north', 'Online since 09:41.')}
        >
          <Placeholder title="The list" />
        </PageFrame>
      ),
    },
    {
      state: 'with a selection',
      isWide: true,
      height: 120,
      draw: () => (
        <PageFrame title="Devices" count="1,204" selectionBar={bar()}>
          <Placeholder title="The list" />
        </PageFrame>
      ),
    },
    {
      state: 'long text',
      isWide: true,
      height: 120,
      draw: () => (
        <PageFrame title={LONG} count="1,204 of 50,000" note={LONG} actions={<Button>New device</Button>}>
          <Placeholder title="The list" />
        </PageFrame>
      ),
    },
  ],
}

export const frameEntries: readonly Entry[] = [dialog, popover, sidePanel, selectionBar, pageFrame]
