import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import type { PeriodFigures } from '#shared/domain/alarm-history.ts'
import type { Settings } from '#shared/domain/settings.ts'
import type { AlarmHistory } from '#shared/ipc/alarm-requests.ts'
import { App } from '../../../../src/renderer/app/App.tsx'
import { recordRows, shownGaps } from '../../../../src/renderer/features/health/alarm-record.ts'
import { layOut, type Opened, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

const DAY_MS = 86_400_000
const NOW = new Date(2026, 10, 22, 15).getTime()
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))

function figuresOf(from: number, to: number, change: Partial<PeriodFigures> = {}): PeriodFigures {
  return {
    ...{ from, to, observedMs: to - from, raised: { critical: 1, high: 2, medium: 3, low: 14 }, late: 0 },
    ...{ perTenMinutes: 0.02, peak: 12, floodMs: 600_000, floodShare: 0.001, acknowledged: 16 },
    ...{ medianMs: 120_000, p95Ms: 1_800_000, standing: 4 },
    ...change,
  }
}

function historyOf(change: Partial<AlarmHistory> = {}): AlarmHistory {
  const from = NOW - 7 * DAY_MS
  const parts = [3, 2, 1].map((days) => figuresOf(NOW - days * DAY_MS, NOW - (days - 1) * DAY_MS))
  const before = figuresOf(from - 7 * DAY_MS, from, { perTenMinutes: 0.01, medianMs: 240_000 })
  return { isHours: false, since: 0, until: NOW, whole: figuresOf(from, NOW), before, parts, gaps: [], ...change }
}

/** The report, with the 7 days chosen. */
async function openWeek(
  history: AlarmHistory | Error,
  settings: Partial<Settings> = {},
): Promise<Opened & { asked: () => unknown[] }> {
  const opened = open(<App />, { scenario: 'alarms', deviceCount: 40, settings })
  opened.fake.answers['alarms:history'] = () => {
    if (history instanceof Error) throw history
    return history
  }
  fireEvent.click(screen.getByRole('link', { name: 'Health & alarms' }))
  fireEvent.click(await screen.findByRole('tab', { name: 'Report' }))
  press('7 days')
  const asked = () => opened.fake.requests.filter(({ name }) => name === 'alarms:history').map(({ request }) => request)
  return { ...opened, asked }
}

async function figure(name: RegExp): Promise<(string | null)[]> {
  const table = await screen.findByRole('table', { name: 'Whether operators could cope' })
  const row = within(table).getByRole('row', { name })
  return within(row)
    .getAllByRole('cell')
    .map(({ textContent }) => textContent)
}

describe('the record of alarms in the report', () => {
  it('holds a period against the one before, and against what is recommended', async () => {
    const { asked } = await openWeek(historyOf())
    expect(await figure(/^Alarms in an hour/)).toEqual(['0.1', '0.1', '100 % more', '6, at most 12', 'Acceptable'])
    expect(await figure(/^Alarms in the busiest/)).toEqual(['12', '12', 'the same', 'at most 10', 'Too many'])
    expect(await figure(/^Half of them/)).toEqual(['2 min', '4 min', '50 % shorter', '', ''])
    expect(await figure(/^Active at the end/)).toEqual(['4', '4', 'the same', '', ''])
    expect(asked()).toEqual([{ period: 'week' }])
    expect(screen.getByText(/All of this time was observed\./)).toBeDefined()
  })

  it('divides by the operators who share the alarms', async () => {
    await openWeek(historyOf(), { alarmOperators: 3 })
    expect((await figure(/^Alarms in the busiest/))[0]).toBe('4')
    expect(screen.getByText(/Rates are for each of 3 operators/)).toBeDefined()
  })

  it('says what could not be seen, from when to when and why, and what came to light afterwards', async () => {
    const gap = { from: NOW - 2 * DAY_MS, to: NOW - DAY_MS, reason: 'history-lost' } as const
    const whole = figuresOf(NOW - 7 * DAY_MS, NOW, { observedMs: 6 * DAY_MS, late: 5 })
    await openWeek(historyOf({ gaps: [gap], whole }))
    const gaps = await screen.findByRole('region', { name: 'What could not be seen' })
    expect(within(gaps).getByText('20 Nov, 15:00 to 21 Nov, 15:00 (1 day)')).toBeDefined()
    expect(within(gaps).getByText(/could not be read from the server any more/)).toBeDefined()
    expect(screen.getByText(/At least 5 more were raised while not everything was seen/)).toBeDefined()
    expect(screen.getByText(/85\.7 % of this time was observed/)).toBeDefined()
    expect((await figure(/^Alarms raised/))[2]).toBe('–')
  })

  it('compares with nothing where nothing is recorded of the time before', async () => {
    const before = figuresOf(0, NOW - 7 * DAY_MS, { observedMs: 0, perTenMinutes: null, floodShare: null })
    await openWeek(historyOf({ before }))
    expect(await figure(/^Alarms in the busiest/)).toEqual(['12', '–', '–', 'at most 10', 'Too many'])
    expect(screen.getByText(/Of the period before nothing is recorded\./)).toBeDefined()
  })

  it('shows each day as a picture that says what it shows, and as a table', async () => {
    const unseen = figuresOf(NOW - DAY_MS, NOW, { observedMs: 0, standing: null })
    const full = historyOf()
    await openWeek({ ...full, parts: [...full.parts.slice(0, 2), unseen] })
    const picture = await screen.findByRole('img', { name: /^Alarms raised each day from .*: at most 20, on / })
    expect(picture.querySelectorAll('rect')).toHaveLength(4)
    press('Show as a table')
    const table = screen.getByRole('table', { name: 'Alarms raised each day' })
    const rows = within(table).getAllByRole('row')
    expect(rows).toHaveLength(4)
    const texts = (row: HTMLElement | undefined) =>
      row === undefined
        ? []
        : within(row)
            .getAllByRole('cell')
            .map(({ textContent }) => textContent)
    expect(texts(rows[1])).toEqual(['–', '0', '–', '–', '16', '2 min', '30 min', '–', '0 %'])
    expect(texts(rows[2])).toEqual(['20', '0', '12', '10 min', '16', '2 min', '30 min', '4', '100 %'])
    press('Hide the table')
    expect(screen.queryByRole('table', { name: 'Alarms raised each day' })).toBeNull()
  })

  it('says that it is being read, that nothing is recorded, or why it cannot be read', async () => {
    await openWeek(historyOf({ since: null }))
    expect(screen.getByRole('status', { name: 'The record of alarms is being read' })).toBeDefined()
    expect(await screen.findByText('Nothing is recorded yet')).toBeDefined()
  })

  it('is read again when it could not be read', async () => {
    const { fake } = await openWeek(new Error('broken'))
    expect(await screen.findByText('The record of alarms could not be read')).toBeDefined()
    fake.answers['alarms:history'] = () => historyOf()
    press('Try again')
    await waitFor(() => expect(screen.getByRole('region', { name: 'Record of alarms' })).toBeDefined())
  })

  it('goes back to what the server keeps now', async () => {
    await openWeek(historyOf())
    await screen.findByRole('region', { name: 'Record of alarms' })
    press('Now')
    expect(await screen.findByRole('region', { name: 'Report about alarms' })).toBeDefined()
  })
})

describe('what the record is compared by', () => {
  it('are rates in any case, and numbers only where as much was observed', () => {
    const growth = (observedMs: number) => {
      const rows = recordRows(figuresOf(0, DAY_MS), figuresOf(0, DAY_MS, { observedMs, peak: 6 }), 1)
      const of = (name: string) => rows.find(({ figure: one }) => one === name)?.growth
      return [of('raised'), of('peak')]
    }
    expect(growth(DAY_MS)).toEqual([0, 1])
    expect(growth(DAY_MS / 2)).toEqual([null, 1])
    expect(growth(0)).toEqual([null, null])
  })

  it('lists the longest gaps in order of time', () => {
    const gaps = [1, 5, 2, 4].map((long, place) => ({
      ...{ from: place * 10, to: place * 10 + long },
      reason: 'history-lost' as const,
    }))
    const { shown, others } = shownGaps(gaps, 2)
    expect([shown.map(({ from }) => from), others]).toEqual([[10, 30], 2])
  })
})
