import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Intent } from '#shared/domain/operation.ts'
import { App } from '../../../../src/renderer/app/App.tsx'
import type { FakeMain } from '../../../../tools/preview/fake-bridge.ts'
import { layOut, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

const OVERHEATING = /^Critical: Overheating, Entrance 1/
const FLOOD = /41 devices offline at Nordbahnhof/
const WEAK = /^Low: Weak network, .*5 unacknowledged/

const grid = () => screen.getByRole('grid', { name: 'Alarms' })
const row = (name: RegExp) => within(grid()).getByRole('row', { name })
const box = (name: RegExp) => within(row(name)).getByRole('checkbox')
const bar = () => screen.getByRole('toolbar', { name: 'Actions for the selection' })
const press = (name: string, inside: HTMLElement) => fireEvent.click(within(inside).getByRole('button', { name }))

async function openAlarms(): Promise<FakeMain> {
  const { fake } = open(<App />, { scenario: 'alarms', deviceCount: 400 })
  fireEvent.click(screen.getByRole('link', { name: 'Health & alarms' }))
  await screen.findByRole('row', { name: FLOOD })
  return fake
}

/** What is queued from now on takes until it is let go; `refuse` says which changes are then refused. */
function holdQueue(fake: FakeMain, refuse: (intent: Intent) => boolean = () => false): () => void {
  const request = fake.bridge.request.bind(fake.bridge)
  const gate = Promise.withResolvers<void>()
  const held: typeof request = async (name, asked) => {
    if (name !== 'operations:enqueue') return request(name, asked)
    await gate.promise
    const { intents } = asked as { intents: readonly Intent[] }
    if (!intents.some(refuse)) return request(name, asked)
    return { v: 1, id: '1', ok: false, error: { code: 'not-found', message: 'This alarm is gone.' } }
  }
  Object.assign(fake.bridge, { request: held })
  return gate.resolve
}

const isSelected = (name: RegExp) => row(name).getAttribute('aria-selected') === 'true'

describe('the selection of alarms', () => {
  it('keeps what was selected while many were being acknowledged, and lets go of those', async () => {
    const letGo = holdQueue(await openAlarms())
    fireEvent.click(box(FLOOD))
    press('Acknowledge', bar())
    fireEvent.click(box(WEAK))
    letGo()
    await waitFor(() => expect(isSelected(FLOOD)).toBe(false))
    expect(isSelected(WEAK)).toBe(true)
    expect(bar().textContent).toContain('5 alarms selected')
  })

  it('keeps what was selected while many were being shelved', async () => {
    const letGo = holdQueue(await openAlarms())
    fireEvent.click(box(FLOOD))
    press('Shelve…', bar())
    const dialog = await screen.findByRole('dialog', { name: /^Shelve / })
    fireEvent.change(within(dialog).getByRole('textbox', { name: 'Reason' }), { target: { value: 'Works.' } })
    press('Shelve', dialog)
    fireEvent.click(box(OVERHEATING))
    letGo()
    await waitFor(() => expect(bar().textContent).toContain('1 alarm selected'))
    expect(isSelected(OVERHEATING)).toBe(true)
  })

  it('keeps what was selected after one alarm by itself was acknowledged', async () => {
    const letGo = holdQueue(await openAlarms())
    fireEvent.focus(grid())
    fireEvent.click(row(OVERHEATING))
    fireEvent.keyDown(grid(), { key: 'a' })
    fireEvent.click(box(WEAK))
    letGo()
    await screen.findByText('Acknowledging “Overheating” of Entrance 1 display queued')
    expect(isSelected(WEAK)).toBe(true)
  })

  it('keeps the line with the alarm that could not be queued, and lets go of the others', async () => {
    const isOverheating = ({ entityId }: Intent) => entityId === 'alert-0001'
    const letGo = holdQueue(await openAlarms(), isOverheating)
    for (const name of [OVERHEATING, FLOOD, WEAK]) fireEvent.click(box(name))
    press('Acknowledge', bar())
    letGo()
    await waitFor(() => expect(isSelected(FLOOD)).toBe(false))
    expect(isSelected(OVERHEATING)).toBe(true)
    expect(bar().textContent).toContain('1 alarm selected')
  })
})
