import type { ReactNode } from 'react'
import { Button } from '../../../src/renderer/components/Button.tsx'
import { DescriptionList } from '../../../src/renderer/components/DescriptionList.tsx'
import { ErrorBoundary } from '../../../src/renderer/components/ErrorBoundary.tsx'
import { Highlighted } from '../../../src/renderer/components/Highlighted.tsx'
import { Notice } from '../../../src/renderer/components/Notice.tsx'
import { PendingText } from '../../../src/renderer/components/PendingText.tsx'
import { Placeholder, RowSkeleton } from '../../../src/renderer/components/Placeholder.tsx'
import { Sparkline } from '../../../src/renderer/components/Sparkline.tsx'
import { STATE_SHAPES, StateIcon } from '../../../src/renderer/components/StateIcon.tsx'
import { Toasts } from '../../../src/renderer/components/Toasts.tsx'
import { UpdatesWaiting } from '../../../src/renderer/components/UpdatesWaiting.tsx'
import { ARABIC, EMOJI, type Entry, LONG, nothing } from '../entry.tsx'

const stateIcon: Entry = {
  name: 'StateIcon',
  components: ['StateIcon'],
  specimens: [
    {
      state: 'every shape',
      isWide: true,
      draw: () => STATE_SHAPES.map((shape) => <Named key={shape} name={shape} isQuiet={false} />),
    },
    {
      state: 'quiet',
      isWide: true,
      draw: () => STATE_SHAPES.map((shape) => <Named key={shape} name={shape} isQuiet />),
    },
  ],
}

function Named({ name, isQuiet }: { name: (typeof STATE_SHAPES)[number]; isQuiet: boolean }) {
  return (
    <span className="named">
      <StateIcon shape={name} quiet={isQuiet} /> {name}
    </span>
  )
}

const notice: Entry = {
  name: 'Notice',
  components: ['Notice'],
  specimens: [
    { state: 'critical', draw: () => <Notice tone="critical">Offline since 09:41. 27 changes are waiting.</Notice> },
    { state: 'medium', draw: () => <Notice tone="medium">The server answers slowly.</Notice> },
    { state: 'neutral', draw: () => <Notice tone="neutral">Nothing was synced to this PC yet.</Notice> },
    {
      state: 'with an action',
      draw: () => (
        <Notice tone="critical" action={<Button>Sign in again</Button>}>
          Your sign-in has expired.
        </Notice>
      ),
    },
    { state: 'long text', draw: () => <Notice tone="medium">{LONG}</Notice> },
    {
      state: 'inset',
      draw: () => (
        <Notice tone="medium" isInset>
          Two changes go together.
        </Notice>
      ),
    },
    { state: 'right to left', needsSystemFont: true, draw: () => <Notice tone="medium">{ARABIC}</Notice> },
  ],
}

const pendingText: Entry = {
  name: 'PendingText',
  components: ['PendingText'],
  specimens: [
    { state: 'normal', draw: () => <PendingText mark={null}>Gate 7 north</PendingText> },
    { state: 'not confirmed', draw: () => <PendingText mark="Waiting for 2 min">Gate 7 north</PendingText> },
    {
      state: 'being deleted',
      draw: () => (
        <PendingText mark="Waiting for 2 min" isDeleting>
          Gate 7 north
        </PendingText>
      ),
    },
    { state: 'long text', draw: () => <PendingText mark="Waiting for 2 min">{LONG}</PendingText> },
    { state: 'emoji', needsSystemFont: true, draw: () => <PendingText mark="Waiting">{EMOJI}</PendingText> },
  ],
}

const placeholder: Entry = {
  name: 'Placeholder',
  components: ['Placeholder', 'RowSkeleton'],
  specimens: [
    {
      state: 'empty',
      height: 240,
      draw: () => <Placeholder title="Nothing is waiting" text="Every change has reached the server." />,
    },
    {
      state: 'error',
      height: 240,
      draw: () => (
        <Placeholder
          title="The list could not be read"
          text="What is waiting is safe on this PC."
          action={<Button>Try again</Button>}
        />
      ),
    },
    { state: 'long text', height: 240, draw: () => <Placeholder title={LONG} text={`${LONG}. ${LONG}.`} /> },
    { state: 'busy', height: 140, isWide: true, draw: () => <RowSkeleton label="Reading" rows={8} /> },
  ],
}

const descriptionList: Entry = {
  name: 'DescriptionList',
  components: ['DescriptionList'],
  specimens: [
    {
      state: 'normal',
      draw: () => (
        <DescriptionList
          items={[
            { term: 'Model', value: 'LX 55' },
            { term: 'Serial number', value: 'A7-0004-19' },
          ]}
        />
      ),
    },
    { state: 'empty', draw: () => <DescriptionList items={[]} /> },
    { state: 'long text', draw: () => <DescriptionList items={[{ term: LONG, value: LONG }]} /> },
    { state: 'emoji', needsSystemFont: true, draw: () => <DescriptionList items={[{ term: 'Name', value: EMOJI }]} /> },
  ],
}

function Failing(): never {
  throw new Error('The page could not be drawn.')
}

const errorBoundary: Entry = {
  name: 'ErrorBoundary',
  components: ['ErrorBoundary'],
  specimens: [
    {
      state: 'normal',
      draw: () => (
        <ErrorBoundary resetKey="" fallback={(error) => error.message}>
          What is inside is drawn.
        </ErrorBoundary>
      ),
    },
    {
      state: 'error',
      height: 220,
      draw: () => (
        <ErrorBoundary
          resetKey=""
          fallback={(error, reset) => (
            <Placeholder title={error.message} action={<Button onClick={reset}>Try again</Button>} />
          )}
        >
          <Failing />
        </ErrorBoundary>
      ),
    },
  ],
}

const toasts: Entry = {
  name: 'Toasts',
  components: ['Toasts'],
  specimens: [
    {
      state: 'plain, with undo, a problem, many of one, long',
      frame: 330,
      draw: () => (
        <Toasts
          label="Notices"
          dismissLabel="Dismiss"
          onDismiss={nothing}
          onHold={nothing}
          toasts={[
            { id: 1, tone: 'neutral', text: 'Copied.', count: 1, isCountShown: true, action: null },
            {
              id: 2,
              tone: 'neutral',
              text: 'Gate 7 north renamed.',
              count: 1,
              isCountShown: true,
              action: { label: 'Undo', run: nothing },
            },
            { id: 3, tone: 'problem', text: 'A change was refused.', count: 1, isCountShown: true, action: null },
            { id: 4, tone: 'problem', text: 'A change was refused.', count: 12, isCountShown: true, action: null },
            {
              id: 5,
              tone: 'neutral',
              text: LONG,
              count: 1,
              isCountShown: true,
              action: { label: 'Show', run: nothing },
            },
          ]}
        />
      ),
    },
    {
      state: 'empty',
      frame: 60,
      draw: () => <Toasts label="Notices" dismissLabel="Dismiss" onDismiss={nothing} onHold={nothing} toasts={[]} />,
    },
  ],
}

function moved(count: number): ReactNode {
  return (
    <div className="atEnd">
      <UpdatesWaiting count={count} text={`${count} rows have moved`} onRefresh={nothing} />
    </div>
  )
}

const updatesWaiting: Entry = {
  name: 'UpdatesWaiting',
  components: ['UpdatesWaiting'],
  specimens: [
    { state: 'normal', height: 80, draw: () => moved(7) },
    { state: 'focus', simulate: 'focus', height: 80, draw: () => moved(7) },
    { state: 'empty', height: 40, draw: () => moved(0) },
  ],
}

const highlighted: Entry = {
  name: 'Highlighted',
  components: ['Highlighted'],
  specimens: [
    { state: 'normal', draw: () => <Highlighted text="Reconnect after a loss" words={['after']} /> },
    { state: 'several words', draw: () => <Highlighted text="Reconnect after a loss" words={['re', 'loss']} /> },
    { state: 'nothing found', draw: () => <Highlighted text="Reconnect after a loss" words={['theme']} /> },
    { state: 'long text', draw: () => <Highlighted text={LONG} words={['a']} /> },
  ],
}

function line(values: readonly number[]): ReactNode {
  return (
    <Sparkline
      label={`${values.length} values`}
      points={values.map((value, at) => ({ at, value }))}
      low={0}
      high={100}
    />
  )
}

const sparkline: Entry = {
  name: 'Sparkline',
  components: ['Sparkline'],
  specimens: [
    { state: 'normal', draw: () => line([20, 35, 30, 60, 55, 90, 70]) },
    { state: 'flat', draw: () => line([50, 50, 50]) },
    { state: 'out of its range', draw: () => line([-20, 50, 140]) },
    { state: 'one value', draw: () => line([50]) },
    { state: 'empty', draw: () => line([]) },
  ],
}

export const wordEntries: readonly Entry[] = [
  highlighted,
  sparkline,
  stateIcon,
  notice,
  pendingText,
  placeholder,
  descriptionList,
  errorBoundary,
  toasts,
  updatesWaiting,
]
