import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { IpcRequestName, IpcResponse } from '#shared/ipc/contract.ts'
import { App } from '../../../../src/renderer/app/App.tsx'
import { layOut, open } from '../support.tsx'

layOut()

/** The diagnostics, in which the export is answered when the test says so. */
async function openBundle() {
  const opened = open(<App />, { scenario: 'online', deviceCount: 20 })
  const { bridge } = opened.fake
  const request = bridge.request.bind(bridge)
  const asked: { name: IpcRequestName; content: unknown }[] = []
  const answer = Promise.withResolvers<IpcResponse<'diagnostics:export'>>()
  const answered: typeof request = async (name, content, site) => {
    asked.push({ name, content })
    if (name !== 'diagnostics:export') return request(name, content, site)
    const value = await answer.promise
    return { v: 1, id: '1', ok: true, value } as never
  }
  Object.assign(bridge, { request: answered })
  act(() => opened.outpost.ui.getState().go('settings', { topic: 'diagnostics' }))
  const part = await screen.findByRole('region', { name: 'Bundle for support' })
  const press = (name: string) => fireEvent.click(within(part).getByRole('button', { name }))
  const finish = (value: IpcResponse<'diagnostics:export'>) => act(async () => answer.resolve(value))
  const sent = (name: string) => asked.filter((one) => one.name === name).map(({ content }) => content)
  return { ...opened, part, press, finish, sent }
}

describe('the bundle for support', () => {
  it('says what will be in it, and asks for what was chosen', async () => {
    const { part, press, sent } = await openBundle()
    expect(part.textContent).toContain('The newest 20 MB')
    expect(part.textContent).toContain('Tokens, passwords and e-mail addresses are taken out')
    fireEvent.click(within(part).getByRole('checkbox', { name: 'With a picture of each window' }))
    press('Export diagnostics…')
    expect(sent('diagnostics:export')).toEqual([{ withScreenshots: true, withValues: false }])
  })

  it('says how far it is, can be cancelled, and says what came of it', async () => {
    const { part, press, finish, sent, fake } = await openBundle()
    press('Export diagnostics…')
    expect(part.textContent).toContain('Choose in the dialog of the system')
    act(() => fake.emit('diagnostics:progress', { step: 'logs', bytes: 3_000_000 }))
    expect(part.textContent).toContain('Reading the log (2.9 MB read)')
    press('Cancel')
    expect(sent('diagnostics:cancel')).toEqual([{}])
    await finish({ outcome: 'cancelled' })
    expect(within(part).getByRole('status').textContent).toBe('Nothing was written.')
    expect(within(part).getByRole('button', { name: 'Export diagnostics…' })).toBeTruthy()
  })

  it('names what is not whole in the file that was written', async () => {
    const { part, press, finish } = await openBundle()
    press('Export diagnostics…')
    await finish({ outcome: 'written', fileName: 'a.zip', files: 12, bytes: 2_048, broken: ['logs/main.log'] })
    const status = within(part).getByRole('status').textContent
    expect(status).toContain('a.zip is written: 12 files in it')
    expect(status).toContain('Not whole: logs/main.log. The file says why.')
  })

  it('says why nothing was written', async () => {
    const { part, press, finish } = await openBundle()
    press('Export diagnostics…')
    const message = 'There is no room for the file. Choose another place; nothing was changed.'
    await finish({ outcome: 'refused', problem: { code: 'no-room', message } })
    await waitFor(() => expect(within(part).getByRole('alert').textContent).toBe(message))
  })
})

describe('the figures for other programs', () => {
  it('say where they are read, or why they cannot be, while they are switched on', async () => {
    const { outpost, fake } = open(<App />, { scenario: 'online', deviceCount: 20 })
    act(() => outpost.ui.getState().go('settings', { topic: 'performance' }))
    await screen.findByRole('region', { name: 'Performance' })
    expect(screen.queryByText(/Programs on this PC read the figures/)).toBeNull()
    await act(async () => fake.bridge.request('settings:update', { changes: { metricsEndpoint: true } }))
    await screen.findByText('Programs on this PC read the figures at http://127.0.0.1:9464/metrics.')
    const message = 'The figures cannot be read by other programs: another program uses the port 9464.'
    const request = fake.bridge.request.bind(fake.bridge)
    const troubled: typeof request = async (name, content, site) => {
      const reply = await request(name, content, site)
      if (name === 'app:state' && reply.ok)
        Object.assign((reply.value as IpcResponse<'app:state'>).app, {
          notices: [{ code: 'metrics-endpoint', message }],
        })
      return reply
    }
    Object.assign(fake.bridge, { request: troubled })
    expect(await screen.findByText(message, {}, { timeout: 4_000 })).toBeTruthy()
  })
})
