import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { App } from '../../../../src/renderer/app/App.tsx'
import { layOut, type Opened, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

const grid = () => screen.getByRole('grid', { name: 'Alarms' })
const row = (name: RegExp) => within(grid()).getByRole('row', { name })
const detail = () => screen.getByRole('region', { name: 'Alarm details' })
const press = (name: string, within_: HTMLElement) => fireEvent.click(within(within_).getByRole('button', { name }))
const edits = ({ fake }: Opened) =>
  fake.requests
    .filter(({ name }) => name === 'operations:enqueue')
    .flatMap(({ request }) => (request as { intents: { entityId: string; fields: unknown }[] }).intents)
    .map(({ entityId, fields }) => ({ entityId, fields }))

async function chooseAlarm(name: RegExp): Promise<Opened> {
  const opened = open(<App />, { scenario: 'alarms', deviceCount: 400 })
  fireEvent.click(screen.getByRole('link', { name: 'Health & alarms' }))
  await screen.findByRole('row', { name })
  fireEvent.focus(grid())
  fireEvent.click(row(name))
  return opened
}

async function askedNote(): Promise<{ dialog: HTMLElement; field: HTMLElement }> {
  fireEvent.keyDown(grid(), { key: 'A' })
  const dialog = await screen.findByRole('dialog', { name: /^Acknowledge / })
  return { dialog, field: within(dialog).getByRole('textbox', { name: 'Note' }) }
}

describe('a note at acknowledging', () => {
  it('goes with the acknowledgement, and stands in the life of the alarm as not confirmed until it is', async () => {
    const opened = await chooseAlarm(/^Critical: Overheating/)
    const { dialog, field } = await askedNote()
    fireEvent.change(field, { target: { value: '  Air conditioning is off. ' } })
    press('Acknowledge', dialog)
    await waitFor(() => expect(detail().textContent).toContain('Air conditioning is off. (Not confirmed'))
    expect(edits(opened)).toEqual([
      { entityId: 'alert-0001', fields: { acknowledged: true, note: 'Air conditioning is off.' } },
    ])
    opened.fake.take(opened.fake.queue.operations.map(({ key }) => key))
    await waitFor(() => expect(detail().textContent).not.toContain('off. (Not confirmed'))
    expect(detail().textContent).toContain('Air conditioning is off.')
  })

  it('may stay empty, and is then an acknowledgement like any other', async () => {
    const opened = await chooseAlarm(/^Critical: Overheating/)
    const { dialog } = await askedNote()
    press('Acknowledge', dialog)
    await waitFor(() => expect(edits(opened)).toEqual([{ entityId: 'alert-0001', fields: { acknowledged: true } }]))
  })

  it('is given once for all alarms of a line', async () => {
    const opened = await chooseAlarm(/41 devices/)
    const { dialog, field } = await askedNote()
    fireEvent.change(field, { target: { value: 'Switch is being replaced.' } })
    press('Acknowledge', dialog)
    await waitFor(() => expect(edits(opened)).toHaveLength(41))
    const noted = { acknowledged: true, note: 'Switch is being replaced.' }
    expect(edits(opened).every(({ fields }) => JSON.stringify(fields) === JSON.stringify(noted))).toBe(true)
  })

  it('changes nothing when it is given up', async () => {
    const opened = await chooseAlarm(/^Critical: Overheating/)
    const { dialog } = await askedNote()
    press('Cancel', dialog)
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(edits(opened)).toEqual([])
  })

  it('goes with the acknowledgement when that is taken back, so that the next one does not seem to have been noted', async () => {
    const opened = await chooseAlarm(/^High: Storage full, Counter 3 totem .*Acknowledged$/)
    expect(detail().textContent).toContain('Technician informed.')
    press('Take the acknowledgement back', detail())
    await waitFor(() => expect(edits(opened)).toHaveLength(1))
    expect(edits(opened)[0]?.fields).toEqual({ acknowledged: false, note: '' })
    await waitFor(() => expect(detail().textContent).not.toContain('Technician informed.'))
  })
})
