import { Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { Choices } from '../../../src/renderer/components/Choices.tsx'
import {
  Checkbox,
  FilterSelect,
  SelectField,
  TextAreaField,
  TextField,
} from '../../../src/renderer/components/Field.tsx'
import { PageSearch } from '../../../src/renderer/components/PageSearch.tsx'
import { SearchBox } from '../../../src/renderer/components/SearchBox.tsx'
import { Switch } from '../../../src/renderer/components/Switch.tsx'
import { selectionMark } from '../../../src/renderer/components/selection-mark.tsx'
import { TextInput } from '../../../src/renderer/components/TextInput.tsx'
import { ARABIC, EMOJI, type Entry, Held, LONG, nothing } from '../entry.tsx'

const PLAYLISTS = [
  { value: 'a', label: 'Departures, all gates' },
  { value: 'b', label: 'Night programme' },
]

interface Drawn {
  readonly value?: string
  readonly error?: string
  readonly help?: string
  readonly isDisabled?: boolean
  readonly isPending?: boolean
}

function fields({ value = 'Gate 7 north', isDisabled = false, ...rest }: Drawn = {}): ReactNode {
  return (
    <div className="fill">
      <Held start={value}>
        {(typed, set) => (
          <TextField
            label="Name"
            placeholder="As on the door"
            value={typed}
            disabled={isDisabled}
            onChange={(event) => set(event.target.value)}
            {...rest}
          />
        )}
      </Held>
      <SelectField label="Playlist" options={PLAYLISTS} disabled={isDisabled} defaultValue="b" {...rest} />
    </div>
  )
}

function area(error?: string): ReactNode {
  return (
    <div className="fill">
      <TextAreaField
        label="As JSON"
        help="Checked before it is taken."
        rows={3}
        defaultValue={'{\n  "tags": ["night"]\n}'}
        {...(error === undefined ? {} : { error })}
      />
    </div>
  )
}

function boxes(isDisabled = false): ReactNode {
  return (
    <>
      <FilterSelect label="Status" options={PLAYLISTS} disabled={isDisabled} />
      <Checkbox label="Off" disabled={isDisabled} />
      <Checkbox label="On" defaultChecked disabled={isDisabled} />
      <Checkbox label="Some" isMixed disabled={isDisabled} />
    </>
  )
}

const field: Entry = {
  name: 'Field',
  components: ['TextField', 'TextAreaField', 'SelectField', 'FilterSelect', 'Checkbox'],
  specimens: [
    { state: 'normal', draw: () => fields({ help: 'Shown on the wall and in reports.' }) },
    { state: 'hover', simulate: 'hover', draw: () => fields() },
    { state: 'focus', simulate: 'focus', draw: () => fields() },
    { state: 'disabled', draw: () => fields({ isDisabled: true }) },
    { state: 'error', draw: () => fields({ error: 'A device needs a name.' }) },
    { state: 'empty', draw: () => fields({ value: '' }) },
    { state: 'not confirmed', draw: () => fields({ isPending: true, help: 'Waiting for 2 min.' }) },
    { state: 'long text', draw: () => fields({ value: LONG, help: LONG }) },
    { state: 'emoji', needsSystemFont: true, draw: () => fields({ value: EMOJI }) },
    { state: 'right to left', needsSystemFont: true, draw: () => fields({ value: ARABIC, help: ARABIC }) },
    { state: 'several lines', draw: () => area() },
    { state: 'several lines, error', draw: () => area('Not valid JSON: line 2, column 3.') },
    { state: 'boxes', draw: () => boxes() },
    { state: 'boxes, hover', simulate: 'hover', draw: () => boxes() },
    { state: 'boxes, focus', simulate: 'focus', draw: () => boxes() },
    { state: 'boxes, disabled', draw: () => boxes(true) },
  ],
}

const choices: Entry = {
  name: 'Choices',
  components: ['Choices'],
  specimens: (['normal', 'hover', 'focus', 'long text'] as const).map((state) => ({
    state,
    ...(state === 'hover' || state === 'focus' ? { simulate: state } : {}),
    draw: () => (
      <Held start="mine">
        {(value, set) => (
          <Choices
            label="When both have changed it"
            value={value}
            onChange={set}
            options={[
              { value: 'theirs', text: 'Keep theirs', help: state === 'long text' ? LONG : 'Mine is recorded.' },
              { value: 'mine', text: state === 'long text' ? LONG : 'Keep mine', help: 'Theirs is recorded.' },
            ]}
          />
        )}
      </Held>
    ),
  })),
}

function search(value: string, placeholder = 'Search devices'): ReactNode {
  return (
    <Held start={value}>
      {(typed, set) => (
        <SearchBox
          label="Search devices"
          placeholder={placeholder}
          hint="/"
          icon={<Search size={14} strokeWidth={1.5} aria-hidden />}
          value={typed}
          onChange={set}
        />
      )}
    </Held>
  )
}

const searchBox: Entry = {
  name: 'SearchBox',
  components: ['SearchBox'],
  specimens: [
    { state: 'empty', draw: () => search('') },
    { state: 'normal', draw: () => search('gate 7') },
    { state: 'hover', simulate: 'hover', draw: () => search('') },
    { state: 'focus', simulate: 'focus', draw: () => search('gate 7') },
    { state: 'long text', draw: () => search(LONG) },
    { state: 'long hint', draw: () => search('', LONG) },
    { state: 'emoji', needsSystemFont: true, draw: () => search(EMOJI) },
  ],
}

function pageSearch(start: string, found = ''): ReactNode {
  return (
    <Held start={start}>
      {(typed, set) => (
        <PageSearch
          ref={null}
          label="Search settings"
          placeholder="Name, explanation or key"
          query={typed}
          onSearch={set}
          onLeave={nothing}
          found={found}
        />
      )}
    </Held>
  )
}

const searchOfPage: Entry = {
  name: 'PageSearch',
  components: ['PageSearch'],
  specimens: [
    { state: 'empty', draw: () => pageSearch('') },
    { state: 'found', draw: () => pageSearch('wait', '7 settings') },
    { state: 'hover', simulate: 'hover', draw: () => pageSearch('') },
    { state: 'focus', simulate: 'focus', draw: () => pageSearch('wait', '7 settings') },
  ],
}

function switches(): ReactNode {
  return [false, true].map((start) => (
    <Held key={String(start)} start={start}>
      {(isOn, set) => (
        <Switch id={`switch-${String(start)}`} isOn={isOn} onChange={set}>
          {isOn ? 'On' : 'Off'}
        </Switch>
      )}
    </Held>
  ))
}

const toggle: Entry = {
  name: 'Switch',
  components: ['Switch'],
  specimens: [
    { state: 'normal', draw: switches },
    { state: 'hover', simulate: 'hover', draw: switches },
    { state: 'focus', simulate: 'focus', draw: switches },
  ],
}

const textInput: Entry = {
  name: 'TextInput',
  components: ['TextInput'],
  specimens: [
    { state: 'normal', draw: () => <TextInput aria-label="Value" defaultValue="2500" /> },
    { state: 'hover', simulate: 'hover', draw: () => <TextInput aria-label="Value" defaultValue="2500" /> },
    { state: 'focus', simulate: 'focus', draw: () => <TextInput aria-label="Value" defaultValue="2500" /> },
    { state: 'disabled', draw: () => <TextInput aria-label="Value" defaultValue="2500" disabled /> },
    { state: 'error', draw: () => <TextInput aria-label="Value" defaultValue="-1" aria-invalid /> },
    { state: 'empty', draw: () => <TextInput aria-label="Value" placeholder="No limit" onChange={nothing} /> },
    { state: 'long text', draw: () => <TextInput aria-label="Value" defaultValue={LONG} /> },
  ],
}

const mark: Entry = {
  name: 'selectionMark',
  components: ['selectionMark'],
  specimens: [
    { state: 'normal', draw: () => selectionMark({ label: 'Select', isSelected: false }) },
    { state: 'selected', draw: () => selectionMark({ label: 'Select', isSelected: true }) },
  ],
}

export const fieldEntries: readonly Entry[] = [field, choices, searchBox, searchOfPage, toggle, textInput, mark]
