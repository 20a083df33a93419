import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ReportHeadline } from '#shared/domain/report.ts'
import type { IpcRequest, IpcResponse } from '#shared/ipc/contract.ts'
import { App } from '../../../../src/renderer/app/App.tsx'
import { layOut, type Opened, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }))

function headlineOf(change: Partial<ReportHeadline['reliability']> = {}): ReportHeadline {
  const totals = {
    created: 9,
    applied: 9,
    unconfirmed: 0,
    pending: 0,
    quarantined: 0,
    expired: 0,
    cancelled: 0,
    merged: 0,
  }
  return {
    site: { key: 'main', name: 'Main' },
    period: { fromAt: 1_000_000, toAt: 90_000_000 },
    coverage: { ranMs: 10, observedMs: 10, observedShare: 0.5, offlineMs: 0 },
    fleet: { devices: 3, observedMs: 10, upMs: 10, downMs: 0, availability: 0.99996, outages: 4 },
    reliability: {
      ...{ totals, lost: 0, appliedTwice: 0 },
      ledger: { lines: 1_204, head: 'c0ffee', isIntact: true, problem: null },
      ...change,
    },
  }
}

type Answer = IpcResponse<'reports:export'>

interface OpenedReports extends Opened {
  readonly asked: IpcRequest<'reports:export'>[]
  readonly answer: (value: Answer) => Promise<void>
  readonly fail: (message: string) => Promise<void>
}

/** The Reports view; what is being written ends when the test says so. */
async function openReports(): Promise<OpenedReports> {
  const opened = open(<App />)
  const asked: IpcRequest<'reports:export'>[] = []
  let pending = Promise.withResolvers<Answer>()
  opened.fake.answers['reports:export'] = (request) => {
    asked.push(request)
    pending = Promise.withResolvers()
    return pending.promise
  }
  act(() => opened.outpost.ui.getState().go('performance', { topic: 'reports' }))
  await screen.findByRole('region', { name: 'Report' })
  return {
    ...opened,
    asked,
    answer: (value) => act(async () => pending.resolve(value)),
    fail: (message) => act(async () => pending.reject(new Error(message))),
  }
}

const write = async (asked: readonly unknown[], count = 1): Promise<void> => {
  press('Write the report…')
  await waitFor(() => expect(asked).toHaveLength(count))
}

describe('writing a report', () => {
  it('asks for the time and the format that were chosen', async () => {
    const { asked } = await openReports()
    press('30 days')
    fireEvent.click(screen.getByRole('radio', { name: 'JSON' }))
    await write(asked)
    expect(asked[0]?.format).toBe('json')
    expect((asked[0]?.period.toAt ?? 0) - (asked[0]?.period.fromAt ?? 0)).toBe(30 * 86_400_000)
  })

  it('is in the language that is shown until another one is chosen; what programs read has no language of its own', async () => {
    const { asked, answer } = await openReports()
    const field = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Language' })
    await write(asked)
    expect(asked[0]?.language).toBe('en')
    await answer({ outcome: 'cancelled' })
    fireEvent.change(field, { target: { value: 'ja' } })
    await write(asked, 2)
    expect(asked[1]?.language).toBe('ja')
    fireEvent.click(screen.getByRole('radio', { name: 'CSV' }))
    expect(field.disabled).toBe(true)
  })

  it('tells the step, of how many, and how much was read', async () => {
    const { fake, asked } = await openReports()
    await write(asked)
    expect(screen.getByText('Choosing a place')).toBeTruthy()
    act(() => fake.emit('reports:progress', { step: 'operations', records: 41_208 }))
    expect(screen.getByText('Step 2 of 5: Verifying the ledger of changes')).toBeTruthy()
    expect(screen.getByText('41,208 records')).toBeTruthy()
    expect(screen.getByRole('progressbar', { name: 'Writing the report' }).getAttribute('value')).toBe('2')
  })

  it('has no step of printing where nothing is printed', async () => {
    const { fake, asked } = await openReports()
    fireEvent.click(screen.getByRole('radio', { name: 'CSV' }))
    await write(asked)
    act(() => fake.emit('reports:progress', { step: 'writing', records: 0 }))
    expect(screen.getByText('Step 4 of 4: Writing the file')).toBeTruthy()
  })

  it('goes on while the operator is on another page, and says there what it came to', async () => {
    const { outpost, fake, asked, answer } = await openReports()
    await write(asked)
    act(() => outpost.ui.getState().go('settings'))
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Report' })).toBeNull())
    act(() => fake.emit('reports:progress', { step: 'printing', records: 0 }))
    act(() => outpost.ui.getState().go('performance', { topic: 'reports' }))
    expect(await screen.findByText('Step 5 of 5: Printing the pages')).toBeTruthy()
    act(() => outpost.ui.getState().go('settings'))
    await answer({ outcome: 'written', fileName: 'report.pdf', headline: headlineOf() })
    act(() => outpost.ui.getState().go('performance', { topic: 'reports' }))
    expect(await screen.findByText('report.pdf is written.')).toBeTruthy()
    expect(asked).toHaveLength(1)
  })

  it('is cancelled by a button, and says that nothing is left', async () => {
    const { fake, asked, answer } = await openReports()
    await write(asked)
    press('Cancel')
    await waitFor(() => expect(fake.requests.map(({ name }) => name)).toContain('reports:cancel'))
    await answer({ outcome: 'cancelled' })
    expect(screen.getByText('Cancelled. Nothing was written.')).toBeTruthy()
    await write(asked, 2)
  })

  it('shows the figures as they are written in the file', async () => {
    const { asked, answer } = await openReports()
    await write(asked)
    await answer({ outcome: 'written', fileName: 'report.pdf', headline: headlineOf() })
    const figures = screen.getByRole('region', { name: 'What it says' })
    expect(within(figures).getByText('Availability of the fleet').parentElement?.textContent).toContain('99.996%')
    expect(within(figures).getByText('Seen, of the time').parentElement?.textContent).toContain('50.00%')
    expect(within(figures).getByText('Changes lost').parentElement?.textContent).toContain('0')
    expect(figures.textContent).toContain('whole, 1,204 lines')
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('does not call a damaged ledger whole', async () => {
    const { asked, answer } = await openReports()
    await write(asked)
    const ledger = { lines: 12, head: '', isIntact: false, problem: 'line 7 was changed' }
    await answer({ outcome: 'written', fileName: 'report.pdf', headline: headlineOf({ ledger }) })
    expect(screen.getByRole('region', { name: 'What it says' }).textContent).toContain('damaged: line 7 was changed')
    expect(screen.getByRole('alert').textContent).toContain('does not add up')
  })

  it('says in words why nothing was written', async () => {
    const { asked, answer, fail } = await openReports()
    await write(asked)
    await answer({ outcome: 'refused', problem: { code: 'no-room', message: 'The disk is full.' } })
    expect(screen.getByRole('alert').textContent).toBe('Not written. The disk is full.')
    await write(asked, 2)
    await fail('no')
    expect(screen.getByRole('alert').textContent).not.toBe('')
  })

  it('of days that make no sense is not asked for, and says why', async () => {
    const { asked } = await openReports()
    press('Other…')
    press('Write the report…')
    expect(await screen.findByText('Choose both days.')).toBeTruthy()
    fireEvent.change(screen.getByLabelText('From'), { target: { value: '2026-03-02' } })
    fireEvent.change(screen.getByLabelText('To, including'), { target: { value: '2026-03-01' } })
    expect(await screen.findByText('The end lies before the beginning.')).toBeTruthy()
    press('Write the report…')
    expect(asked).toHaveLength(0)
  })
})
