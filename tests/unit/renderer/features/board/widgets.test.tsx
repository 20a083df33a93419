import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { BoundValue } from '../../../../../src/renderer/app/board/use-bindings.ts'
import { SyncMark } from '../../../../../src/renderer/features/wallboards/board/SyncMark.tsx'
import { signsOf } from '../../../../../src/renderer/features/wallboards/board/WidgetParts.tsx'
import {
  WIDGET_TYPES,
  WIDGETS,
  type WidgetType,
} from '../../../../../src/renderer/features/wallboards/board/widget-catalogue.ts'
import { WIDGET_PARTS } from '../../../../../src/renderer/features/wallboards/board/widget-parts.ts'
import type { WidgetOptions, WidgetValues } from '../../../../../src/renderer/features/wallboards/board/widget-types.ts'
import { setUpTexts } from '../../../../../src/renderer/i18n/setup.ts'
import { showLocaleOf } from '../../../../../src/renderer/i18n/shown-locale.ts'
import { bound, historyOf, SAMPLE_NOW, WIDGET_SAMPLES } from '../../../../../tools/catalogue/board-samples.ts'

beforeAll(async () => {
  setUpTexts()
  await Promise.all(WIDGET_TYPES.map((type) => WIDGET_PARTS[type].preload()))
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

/** A widget, and all that is read of it: its words, and the names of its drawings. */
function drawn(type: WidgetType, values?: WidgetValues, options?: WidgetOptions): string {
  const sample = WIDGET_SAMPLES[type]
  const Part = WIDGET_PARTS[type]
  const { container } = render(
    <Part
      title={sample.title}
      options={options ?? sample.options}
      values={values ?? sample.values}
      size={WIDGETS[type].size}
    />,
  )
  const named = [...container.querySelectorAll('[aria-label], [alt]')].map(
    (element) => element.getAttribute('aria-label') ?? element.getAttribute('alt'),
  )
  return [container.textContent, ...named].join(' | ')
}

const SAYS: Readonly<Record<WidgetType, readonly (string | RegExp)[]>> = {
  'metric-badge': ['45', 'Beyond its warning limit'],
  gauge: ['97.4 %', 'Online: 97.4 %, between 0 and 100'],
  progress: ['1,240 of 1,657 screens'],
  sla: ['99.2 %', 'Promised 99.5: not kept'],
  sparkline: ['512', /Events: 512 now, between \d+ and \d+ over 60 values/],
  'time-series': ['Reported 512', 'Applied 307', /Reported: 512 now, between \d+ and \d+ over 60 values/],
  'bar-chart': ['Nordbahnhof', '412'],
  'heat-map': ['Airport', '640'],
  'status-grid': ['Offline', 'Nordbahnhof', 'Online', 'Airport'],
  'site-board': ['Nordbahnhof', '41 of 412 offline'],
  'alarm-ticker': [/Gate 7 north|Foyer 2/, '/ 2'],
  'top-list': ['Nordbahnhof', '41'],
  table: ['Name', 'Offline', 'Central', '388'],
  'event-feed': ['Gate 7 north', 'Platform 4'],
  log: ['Foyer 2 Central'],
  queue: ['27', 'changes wait on this PC', '2 in conflict', '1 refused'],
  'sync-state': ['Online', 'Heard from the server'],
  conflicts: ['2', 'conflicts to decide', 'Gate 7 north'],
  clock: [/\d\d:\d\d:\d\d/, 'Asia/Tokyo'],
  countdown: [/\d+ days/, 'until'],
  text: ['Call 4711 before a reboot at Nordbahnhof.'],
  image: ['Plan of the halls'],
}

/** Those that follow something, with the input that they cannot do without. */
const FOLLOWING = WIDGET_TYPES.flatMap((type) => {
  const [first] = WIDGETS[type].inputs
  return first === undefined || type === 'countdown' || type === 'text' ? [] : [[type, first.name] as const]
})
const LISTS = WIDGET_TYPES.filter((type) => WIDGETS[type].inputs[0]?.name === 'items')

const none = (change: Partial<BoundValue>): BoundValue => bound(null, { lastAt: null, ...change })

describe('every widget', () => {
  it('exists in enough kinds', () => {
    expect(WIDGET_TYPES.length).toBeGreaterThanOrEqual(21)
    expect(new Set(WIDGET_TYPES).size).toBe(WIDGET_TYPES.length)
  })

  it.each(WIDGET_TYPES)('%s says what it shows in words', (type) => {
    const words = drawn(type)
    for (const said of SAYS[type]) expect(words).toMatch(said)
  })

  it.each(FOLLOWING)('%s shows the fallback while its value is awaited', (type, name) => {
    expect(drawn(type, { [name]: none({ state: 'connecting', text: 'Waiting for the halls' }) })).toContain(
      'Waiting for the halls',
    )
  })

  it.each(FOLLOWING)('%s says why there is nothing, in the place of a value', (type, name) => {
    expect(drawn(type, { [name]: none({ state: 'error', problem: 'The server knows no such topic.' }) })).toContain(
      'The server knows no such topic.',
    )
  })

  it.each(FOLLOWING)('%s says that nothing was chosen for it', (type) => {
    expect(drawn(type, {})).toContain('No value is chosen')
  })

  it.each(FOLLOWING)('%s keeps calm whatever its value is', (type, name) => {
    const strange = [0, '', 'x', true, [], [null], [[]], [{}], {}, { a: { b: 1 } }, Number.NaN, [1, 'two', ['three']]]
    for (const value of strange) {
      expect(drawn(type, { [name]: bound(value) })).not.toMatch(/undefined|\[object|NaN|Infinity/)
      cleanup()
    }
  })

  it.each(LISTS)('%s says that its list is empty', (type) => {
    expect(drawn(type, { items: bound([]) })).toMatch(/Nothing to list|No places|No alarm|Nothing has happened/)
  })

  it.each(LISTS)('%s draws a bounded number of lines', (type) => {
    const many = Array.from({ length: 1_000 }, (_, index) => ({ id: `i${index}`, name: `Place ${index}`, offline: 1 }))
    drawn(type, { items: bound(many) }, { most: 20 })
    const lines = document.querySelectorAll('li, tbody tr').length
    expect(lines).toBeLessThanOrEqual(20)
  })
})

describe('a list that comes after its widget', () => {
  const watched: Element[] = []
  class Watching extends ResizeObserver {
    override observe(target: Element): void {
      watched.push(target)
    }
  }
  beforeEach(() => {
    watched.length = 0
    vi.stubGlobal('ResizeObserver', Watching)
  })
  afterEach(() => vi.unstubAllGlobals())

  it.each(['table', 'event-feed', 'top-list', 'heat-map', 'site-board'] as const)(
    'is counted by its room: %s',
    (type) => {
      const [Part, { title, options, values }] = [WIDGET_PARTS[type], WIDGET_SAMPLES[type]]
      const size = WIDGETS[type].size
      const awaited = { items: bound(null, { state: 'connecting', lastAt: null }) }
      const { container, rerender } = render(<Part {...{ title, options, size }} values={awaited} />)
      expect(watched).toEqual([])
      rerender(<Part {...{ title, options, size, values }} />)
      expect(watched).toEqual([container.querySelector('li, table')?.parentElement])
    },
  )
})

describe('a table of devices', () => {
  it('names its columns and states in the words of the console, and a time as a time', () => {
    const at = Date.parse('2026-11-22T09:41')
    const lost = [{ id: 'd1', name: 'Gate 7', place: 'North', status: 'offline', lastSeenAt: at, spare: 'yes' }]
    const words = drawn('table', { items: bound(lost) }, {})
    expect(words).toContain('NameSiteStatusLast seenspare')
    expect(words).toContain('Gate 7NorthOffline22 Nov, 09:41yes')
  })
})

describe('a limit', () => {
  it('is told from what is normal by a word, and may be at the low end', () => {
    expect(drawn('metric-badge', { value: bound(19) }, { warnAt: 20 })).not.toContain('limit')
    expect(drawn('metric-badge', { value: bound(20) }, { warnAt: 20 })).toContain('warning limit')
    expect(drawn('metric-badge', { value: bound(5) }, { criticalAt: 10, isLowBad: true })).toContain('critical limit')
  })

  it('of a promise is kept at just what was promised', () => {
    expect(drawn('sla', { value: bound(99.5) }, { target: 99.5 })).toContain('kept')
    cleanup()
    expect(drawn('sla', { value: bound(99.5) }, { target: 99.5 })).not.toContain('not kept')
  })
})

describe('words that others wrote', () => {
  it('stay words', () => {
    drawn('text', {}, { text: '<img src=x onerror=alert(1)>\u202Eabc' })
    expect(document.querySelector('img')).toBeNull()
    expect(document.body.textContent).toContain('<img src=x onerror=alert(1)>[U+202E]abc')
  })

  it('of a picture from elsewhere are not fetched', () => {
    for (const image of ['https://example.org/a.png', 'javascript:alert(1)', 'data:image/svg+xml;base64,PHN2Zz4=']) {
      expect(drawn('image', {}, { image })).toContain('It fetches none from elsewhere')
      expect(document.querySelector('img')).toBeNull()
      cleanup()
    }
  })

  it('of a picture that is not readable are told', () => {
    drawn('image')
    fireEvent.error(screen.getByRole('img'))
    expect(document.body.textContent).toContain('The picture is not readable')
  })
})

describe('time', () => {
  it('is told in the zone of the clock, and a zone that does not exist is said', () => {
    vi.useFakeTimers({ now: SAMPLE_NOW, toFake: ['Date'] })
    expect(drawn('clock', {}, { zone: 'Asia/Tokyo', hasSeconds: false })).toContain('18:41')
    expect(drawn('clock', {}, { zone: 'Europe/Nowhere' })).toContain('There is no time zone “Europe/Nowhere”')
  })

  it('is over when it is over', () => {
    vi.useFakeTimers({ now: SAMPLE_NOW, toFake: ['Date'] })
    expect(drawn('countdown', { value: bound(SAMPLE_NOW + 65_000) }, {})).toContain('1 min')
    expect(drawn('countdown', { value: bound(SAMPLE_NOW) }, { doneText: 'Doors open' })).toContain('Doors open')
    expect(drawn('countdown', {}, { until: 'soon' })).toContain('not readable')
    expect(drawn('countdown', {}, {})).toContain('No moment is set')
  })

  it('is counted from 0 to 23 in every language', () => {
    vi.useFakeTimers({ now: SAMPLE_NOW, toFake: ['Date'] })
    showLocaleOf('ar')
    const words = drawn('clock', {}, { zone: 'Asia/Tokyo', hasSeconds: false })
    showLocaleOf('en')
    expect(words).toContain('18:41')
  })

  it('until a moment of another year is told with its year', () => {
    vi.useFakeTimers({ now: Date.parse('2026-11-22T12:00'), toFake: ['Date'] })
    expect(drawn('countdown', {}, { until: '2026-12-24T18:00' })).not.toContain('2026')
    cleanup()
    expect(drawn('countdown', {}, { until: '2099-12-24T18:00' })).toContain('2099')
  })

  it('leads the ticker from one alarm to the next', () => {
    vi.useFakeTimers({ now: 0, toFake: ['Date'] })
    expect(drawn('alarm-ticker', undefined, { everySeconds: 6 })).toContain('Gate 7 north')
    cleanup()
    vi.setSystemTime(6_000)
    expect(drawn('alarm-ticker', undefined, { everySeconds: 6 })).toContain('Foyer 2')
  })
})

it('a line of one value is drawn as none', () => {
  expect(drawn('sparkline', { value: bound(3, { history: historyOf([3]) }) })).toContain('No values before this one')
})

it('the size of a figure goes by what is seen of it: marks of direction take no room, Japanese letters that of two', () => {
  expect(signsOf('\u206897.0%\u200e\u2069')).toEqual({ '--signs': '5' })
  expect(signsOf('26,694日')).toEqual({ '--signs': '8' })
})

describe('how far a widget may be trusted', () => {
  const mark = (...values: readonly BoundValue[]): string => {
    const named = Object.fromEntries(values.map((value, index) => [`v${index}`, value]))
    return render(<SyncMark values={named} />).container.textContent
  }

  it('is said in words: current, old, awaited, not readable', () => {
    vi.useFakeTimers({ now: SAMPLE_NOW + 240_000, toFake: ['Date'] })
    expect(mark(bound(1))).toBe('Current, confirmed 4 min ago')
    expect(mark(bound(1, { state: 'stale' }))).toBe('4 min old')
    expect(mark(bound(1, { state: 'connecting', lastAt: null }))).toBe('Connecting…')
    expect(mark(bound(1, { state: 'error' }))).toContain('Could not be read, 4 min old')
  })

  it('is that of the worst of what it shows, and as old as the oldest', () => {
    vi.useFakeTimers({ now: SAMPLE_NOW + 240_000, toFake: ['Date'] })
    const older = bound(1, { state: 'stale', lastAt: SAMPLE_NOW - 60_000 })
    expect(mark(bound(1), older)).toBe('5 min old')
    expect(mark(bound(1, { state: 'stale' }), bound(2, { lastAt: null }))).toBe('Not current')
  })

  it('is tried again where it failed, and only there', () => {
    const [failed, fine] = [vi.fn<() => void>(), vi.fn<() => void>()]
    mark(bound(1, { state: 'error', retry: failed }), bound(2, { retry: fine }))
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect([failed.mock.calls.length, fine.mock.calls.length]).toEqual([1, 0])
  })

  it('is not said of what follows nothing', () => {
    expect(mark()).toBe('')
  })
})
