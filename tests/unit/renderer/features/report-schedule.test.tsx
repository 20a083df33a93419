import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import type { SettingName, Settings } from '#shared/domain/settings.ts'
import type { IpcResponse } from '#shared/ipc/contract.ts'
import { App } from '../../../../src/renderer/app/App.tsx'
import { layOut, type Opened, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

const STATUS: IpcResponse<'reports:schedule'> = { nextAt: null, isWriting: false, last: null }

async function openSchedule(
  settings: Partial<Settings> = {},
  locks: readonly SettingName[] = [],
): Promise<Opened & { region: HTMLElement }> {
  const opened = open(<App />, { settings, locks })
  opened.fake.answers['reports:schedule'] = () => STATUS
  act(() => opened.outpost.ui.getState().go('performance', { topic: 'reports' }))
  const region = await screen.findByRole('region', { name: 'Reports by themselves' })
  await within(region).findByText('None was written yet.')
  return { ...opened, region }
}

describe('reports by themselves', () => {
  it('are asked for each day or week, and that can be undone', async () => {
    const { fake, region } = await openSchedule({ reportFolder: '/srv/reports' })
    fireEvent.change(within(region).getByRole('combobox', { name: 'How often' }), { target: { value: 'weekly' } })
    await waitFor(() => expect(fake.settings.reportSchedule).toBe('weekly'))
    fireEvent.click(await screen.findByRole('button', { name: 'Undo' }))
    await waitFor(() => expect(fake.settings.reportSchedule).toBe('off'))
  })

  it('say that nothing is written before there is a folder, which a dialog of the system asks for', async () => {
    const { fake, region } = await openSchedule({ reportSchedule: 'daily' })
    expect(region.textContent).toContain('Nothing is written before a folder is chosen.')
    const message = 'This folder holds the program’s own data. Choose another one.'
    fake.answers['reports:choose-folder'] = () => ({ outcome: 'refused', problem: { code: 'not-allowed', message } })
    fireEvent.click(within(region).getByRole('button', { name: 'Choose a folder…' }))
    expect((await within(region).findByRole('alert')).textContent).toBe(message)
    expect(fake.requests.find(({ name }) => name === 'reports:choose-folder')?.request).toEqual({})
  })

  it('tell when the next is due and what became of the last, as it happens', async () => {
    const { fake, region } = await openSchedule({ reportSchedule: 'daily', reportFolder: '/srv/reports' })
    const nextAt = new Date(2026, 10, 23, 6).getTime()
    const file = '/srv/reports/outpost-report-main.pdf'
    act(() =>
      fake.emit('reports:schedule-changed', {
        nextAt,
        isWriting: false,
        last: { at: nextAt, files: [file], problem: null },
      }),
    )
    expect(region.textContent).toContain('23 Nov, 06:00')
    expect(region.textContent).toContain(file)
    act(() => fake.emit('reports:schedule-changed', { nextAt, isWriting: true, last: null }))
    expect(region.textContent).toContain('Being written now')
  })

  it('that failed are told on whatever page, once for one reason, with the way to them', async () => {
    const { fake, outpost } = await openSchedule({ reportSchedule: 'daily', reportFolder: '/srv/reports' })
    act(() => outpost.ui.getState().go('devices'))
    const failed = { ...STATUS, last: { at: 1, files: [], problem: 'The disk is full.' } }
    act(() => fake.emit('reports:schedule-changed', failed))
    expect(await screen.findByText('The disk is full. It is tried again.')).toBeTruthy()
    fireEvent.click(screen.getByRole('button', { name: 'Show reports' }))
    expect(await screen.findByRole('region', { name: 'Reports by themselves' })).toBeTruthy()
    act(() => fake.emit('reports:schedule-changed', failed))
    expect(screen.queryByRole('button', { name: 'Show reports' })).toBeNull()
  })

  it('cannot be changed where the administrator has locked them, and say so', async () => {
    const { region } = await openSchedule({}, ['reportSchedule'])
    const choice = within(region).getByRole('combobox', { name: 'How often' })
    expect(choice.hasAttribute('disabled')).toBe(true)
    expect(region.textContent).toContain('administrator')
  })
})
