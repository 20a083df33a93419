import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { alarmOf, isInList } from '#shared/domain/alarms.ts'
import type { EntityView, ReplicaPage } from '#shared/domain/view.ts'
import { App } from '../../../../src/renderer/app/App.tsx'
import { OutpostProvider } from '../../../../src/renderer/app/context.tsx'
import { pageKey } from '../../../../src/renderer/app/page-keys.ts'
import { Refusal } from '../../../../tools/preview/fake-queue.ts'
import { layOut, type Opened, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

const grid = () => screen.getByRole('grid', { name: 'Alarms' })
const rows = () => within(grid()).getAllByRole('row').slice(1)
const labels = () => rows().map((row) => row.getAttribute('aria-label'))
const row = (name: RegExp) => within(grid()).getByRole('row', { name })
const detail = () => screen.getByRole('region', { name: 'Alarm details' })
const press = (name: string | RegExp, within_: HTMLElement = document.body) =>
  fireEvent.click(within(within_).getByRole('button', { name }))
const key = (name: string, target: HTMLElement = grid()) => fireEvent.keyDown(target, { key: name })
const queued = ({ fake }: Opened) =>
  fake.requests
    .filter(({ name }) => name === 'operations:enqueue')
    .flatMap(({ request }) => (request as { intents: unknown[] }).intents)

async function openAlarms(confirmMs?: number): Promise<Opened> {
  const opened = open(<App />, {
    scenario: 'alarms',
    deviceCount: 400,
    ...(confirmMs === undefined ? {} : { confirmMs }),
  })
  fireEvent.click(screen.getByRole('link', { name: 'Health & alarms' }))
  await screen.findByRole('grid', { name: 'Alarms' })
  await screen.findByRole('row', { name: /41 devices offline at Nordbahnhof/ })
  return opened
}

/** The row is active, and the keyboard is in the list. */
function choose(name: RegExp): void {
  fireEvent.focus(grid())
  fireEvent.click(row(name))
}

describe('the list of alarms', () => {
  it('shows what needs acknowledging first, the most urgent first, and a flood as one line', async () => {
    await openAlarms()
    expect(labels().slice(0, 2)).toEqual([
      'Critical: Overheating, Entrance 1 display · Harbour Mall, Unacknowledged',
      expect.stringMatching(/^High: 41 devices offline at Nordbahnhof since .*, Nordbahnhof, Unacknowledged$/),
    ])
    expect(labels().at(-1)).toMatch(/Acknowledged$/)
    expect(row(/^Low: Weak network, .*5 unacknowledged/).textContent).toContain('5 times in 10 min')
  })

  it('opens a line of many by keys, and closes it from within', async () => {
    await openAlarms()
    const before = rows().length
    choose(/41 devices/)
    key('ArrowRight')
    await waitFor(() => expect(rows().length).toBeGreaterThan(before))
    expect(screen.getByRole('button', { name: 'Hide the 41 alarms of this line' })).toBeDefined()
    key('ArrowDown')
    key('ArrowLeft')
    await waitFor(() => expect(rows()).toHaveLength(before))
  })

  it('finds by priority, site and text, and says when nothing matches', async () => {
    await openAlarms()
    fireEvent.change(screen.getByRole('combobox', { name: 'Priority' }), { target: { value: 'critical' } })
    expect(rows()).toHaveLength(1)
    fireEvent.change(screen.getByRole('searchbox', { name: 'Search alarms' }), { target: { value: 'nowhere' } })
    expect(await screen.findByText('No alarm matches the filter')).toBeDefined()
    press('Clear filter', screen.getByText('No alarm matches the filter').parentElement as HTMLElement)
    fireEvent.change(screen.getByRole('combobox', { name: 'Site' }), { target: { value: 'Harbour Mall' } })
    expect(labels().every((label) => label?.includes('Harbour Mall'))).toBe(true)
  })

  it('keeps those that are set aside, stale or over in lists of their own', async () => {
    await openAlarms()
    const listOf = async (name: RegExp) => {
      press(name)
      await waitFor(() => expect(screen.getByRole('button', { name }).getAttribute('aria-pressed')).toBe('true'))
      return labels()
    }
    expect(await listOf(/^Shelved/)).toEqual([expect.stringMatching(/^Critical: Overheating.*Shelved until /)])
    expect(await listOf(/^Suppressed & out of service/)).toHaveLength(2)
    expect(await listOf(/^Stale/)).toHaveLength(2)
    expect(await listOf(/^History/)).toHaveLength(3)
  })

  it('says where alarms are suppressed that nobody does so here, and what to do instead', async () => {
    await openAlarms()
    const sentence = /^The server suppresses alarms by design/
    expect(screen.queryByText(sentence)).toBeNull()
    press(/^Suppressed & out of service/)
    expect(await screen.findByText(sentence)).toBeDefined()
  })

  it('has one button that acknowledges', async () => {
    await openAlarms()
    choose(/^Critical: Overheating/)
    expect(within(detail()).getAllByRole('button', { name: /acknowledge/i })).toHaveLength(1)
    expect(within(detail()).getByRole('button', { name: 'Note…' })).toBeDefined()
  })

  it('says that nothing needs anybody when that is so', async () => {
    open(<App />, { scenario: 'online', deviceCount: 40 })
    fireEvent.click(screen.getByRole('link', { name: 'Health & alarms' }))
    expect(await screen.findByText('Nothing needs you')).toBeDefined()
  })
})

describe('an alarm', () => {
  it('is acknowledged by a key: at once, marked as waiting, and with undo', async () => {
    const opened = await openAlarms()
    choose(/^Critical: Overheating/)
    key('a')
    await waitFor(() => expect(row(/^Critical: Overheating.*, Acknowledged$/)).toBeDefined())
    expect(queued(opened)).toEqual([
      { kind: 'update', entityType: 'alert', entityId: 'alert-0001', fields: { acknowledged: true } },
    ])
    expect(
      within(row(/^Critical: Overheating/)).getByRole('img', { name: /^Not confirmed by the server yet/ }),
    ).toBeDefined()
    expect(screen.getByText('Acknowledging “Overheating” of Entrance 1 display queued')).toBeDefined()
    press('Undo')
    await waitFor(() => expect(row(/^Critical: Overheating.*, Unacknowledged$/)).toBeDefined())
  })

  it('is not acknowledged twice', async () => {
    const opened = await openAlarms()
    choose(/^High: Storage full, Counter 3 totem .*Acknowledged$/)
    key('a')
    expect(await screen.findByText('Nothing to change: it is so already.')).toBeDefined()
    expect(queued(opened)).toEqual([])
  })

  it('is shelved with a reason and an end, and comes back when somebody wants it', async () => {
    const opened = await openAlarms()
    choose(/^Critical: Overheating/)
    key('s')
    const dialog = await screen.findByRole('dialog', { name: 'Shelve “Overheating” of Entrance 1 display' })
    press('8 h', dialog)
    press('Shelve', dialog)
    expect(dialog.textContent).toContain('A reason is needed.')
    expect(queued(opened)).toEqual([])
    const before = Date.now()
    fireEvent.change(within(dialog).getByRole('textbox', { name: 'Reason' }), {
      target: { value: ' Air conditioning. ' },
    })
    press('Shelve', dialog)
    await waitFor(() => expect(queued(opened)).toHaveLength(1))
    const [{ fields }] = queued(opened) as [{ fields: { shelvedUntil: number; shelvedReason: string } }]
    expect(fields.shelvedReason).toBe('Air conditioning.')
    expect(Math.abs(fields.shelvedUntil - before - 8 * 3_600_000)).toBeLessThan(10_000)
    expect(await screen.findByRole('button', { name: 'Unacknowledged alarms 43 High' })).toBeDefined()
    press(/^Shelved/)
    choose(/^Critical: Overheating, Entrance 1/)
    press('Unshelve', detail())
    await waitFor(() => expect(queued(opened)).toHaveLength(2))
    expect(queued(opened)[1]).toMatchObject({ fields: { shelvedUntil: null, shelvedReason: '' } })
  })

  it('asks for no words that nothing would come of', async () => {
    const opened = await openAlarms()
    press(/^Shelved/)
    choose(/^Critical: Overheating/)
    key('s')
    expect(await screen.findByText('Nothing to change: it is so already.')).toBeDefined()
    expect(screen.queryByRole('dialog')).toBeNull()
    const why = 'Nothing to change: it is so already.'
    expect(pageKey('s')?.whyNot).toBe(why)
    press(/^Active/)
    choose(/^High: Storage full, Counter 3 totem .*Acknowledged$/)
    expect([pageKey('a')?.whyNot, pageKey('A')?.whyNot, pageKey('s')?.whyNot]).toEqual([why, why, null])
    expect(queued(opened)).toEqual([])
  })

  it('cannot be shelved to a time that is over or too far ahead', async () => {
    const opened = await openAlarms()
    choose(/^Critical: Overheating/)
    key('s')
    const dialog = await screen.findByRole('dialog')
    press('Until', dialog)
    fireEvent.change(within(dialog).getByRole('textbox', { name: 'Reason' }), { target: { value: 'x' } })
    for (const value of ['2020-01-01T10:00', '2090-01-01T10:00', '']) {
      fireEvent.change(within(dialog).getByLabelText('Shelved until'), { target: { value } })
      press('Shelve', dialog)
      expect(dialog.textContent).toContain('Choose a time that is still to come')
    }
    expect(queued(opened)).toEqual([])
  })

  it('is taken out of service with a reason, and put back', async () => {
    const opened = await openAlarms()
    choose(/^Critical: Overheating/)
    press('Out of service…', detail())
    const dialog = await screen.findByRole('dialog', { name: /^Take .* out of service$/ })
    fireEvent.change(within(dialog).getByRole('textbox', { name: 'Reason' }), { target: { value: 'Repair.' } })
    press('Take out of service', dialog)
    await waitFor(() => expect(detail().textContent).toContain('Out of service until somebody puts it back.'))
    press('Back in service', detail())
    await waitFor(() => expect(queued(opened)).toHaveLength(2))
    expect(queued(opened)).toMatchObject([
      { fields: { isOutOfService: true, outOfServiceReason: 'Repair.' } },
      { fields: { isOutOfService: false, outOfServiceReason: '' } },
    ])
  })

  it('shows its life, and leads to its device', async () => {
    await openAlarms()
    choose(/^High: Storage full, Counter 3 totem/)
    expect(detail().textContent).toContain('by Control room North')
    press('Show Counter 3 totem', detail())
    expect(await screen.findByRole('region', { name: 'Device details' })).toBeDefined()
  })

  it('says why its changes could not be read, and reads them again', async () => {
    const { fake } = await openAlarms()
    fake.answers['operations:list'] = () => {
      throw new Refusal('storage-failed', 'The queue on this PC could not be read.')
    }
    choose(/^High: Storage full, Counter 3 totem/)
    const alert = await within(detail()).findByRole('alert')
    expect(alert.textContent).toContain('Its changes could not be read. The queue on this PC could not be read.')
    delete fake.answers['operations:list']
    press('Try again', alert)
    expect(await within(detail()).findByText('No changes wait, and none were made lately.')).toBeDefined()
    expect(within(detail()).queryByRole('alert')).toBeNull()
  })

  it('is shown when an address names it, in the list where it stands', async () => {
    const { outpost } = open(<App />, { scenario: 'alarms', deviceCount: 400 })
    outpost.ui.getState().go('health', { alarmId: 'alert-0009' })
    expect((await screen.findByRole('region', { name: 'Alarm details' })).textContent).toContain('Shelved until')
    expect(screen.getByRole('button', { name: /^Shelved/ }).getAttribute('aria-pressed')).toBe('true')
  })
})

describe('a link to an alarm', () => {
  const follow = ({ outpost }: Opened, alarmId: string) => act(() => outpost.ui.getState().go('health', { alarmId }))

  it('is followed when its alarm comes long after the first of the list', async () => {
    const opened = open(null, { scenario: 'alarms', deviceCount: 400 })
    const { bridge } = opened.fake
    const request = bridge.request.bind(bridge)
    const gate = Promise.withResolvers<void>()
    const inParts = async (name: never, asked: { entityType?: string; page?: string | null }, site: never) => {
      if (name !== 'replica:snapshot' || asked.entityType !== 'alert') return request(name, asked as never, site)
      if (asked.page !== null) await gate.promise
      const { value, ...rest } = (await request(name, { ...asked, page: null } as never, site)) as {
        value: ReplicaPage
      }
      const all = JSON.parse(value.entities) as EntityView[]
      const [entities, next] = asked.page === null ? [all.slice(0, 3), 'rest'] : [all.slice(3), null]
      return { ...rest, value: { ...value, entities: JSON.stringify(entities), next } }
    }
    Object.assign(bridge, { request: inParts })
    render(
      <OutpostProvider outpost={opened.outpost}>
        <App />
      </OutpostProvider>,
    )
    follow(opened, 'alert-0009')
    await waitFor(() => expect(opened.outpost.entities.getState().slices.alert?.status).toBe('reading'))
    await waitFor(() => expect(rows().length).toBeGreaterThan(0))
    expect(screen.queryByRole('region', { name: 'Alarm details' })).toBeNull()
    gate.resolve()
    await waitFor(() => expect(detail().textContent).toContain('Shelved until'))
  })

  it('says that its alarm is not kept any more, until something else is looked at', async () => {
    const opened = await openAlarms()
    follow(opened, 'alert-9999')
    await waitFor(() => expect(detail().textContent).toContain('This alarm is not kept any more'))
    press('Close the alarm', detail())
    expect(screen.queryByRole('region', { name: 'Alarm details' })).toBeNull()
    follow(opened, 'alert-9998')
    await waitFor(() => expect(detail().textContent).toContain('This alarm is not kept any more'))
    choose(/^Critical: Overheating/)
    expect(detail().textContent).toContain('Overheating')
  })

  it('does not call an alarm forgotten that a copy of old cannot know', async () => {
    const opened = await openAlarms()
    const become = (state: 'stale' | 'current') =>
      act(() => opened.outpost.app.setState(({ sync }) => (sync === null ? {} : { sync: { ...sync, state } })))
    become('stale')
    follow(opened, 'alert-9999')
    expect(screen.queryByRole('region', { name: 'Alarm details' })).toBeNull()
    become('current')
    expect(detail().textContent).toContain('This alarm is not kept any more')
  })
})

describe('many alarms', () => {
  it('are acknowledged together, and a whole flood with one key', async () => {
    const opened = await openAlarms()
    choose(/41 devices/)
    key('a')
    await waitFor(() => expect(queued(opened)).toHaveLength(41))
    expect(await screen.findByText('Acknowledging 41 alarms queued')).toBeDefined()
    press('Undo')
    await waitFor(() => expect(row(/41 devices.*Unacknowledged/)).toBeDefined())
  })

  it('are selected by keys and acted on from the bar', async () => {
    const opened = await openAlarms()
    fireEvent.focus(grid())
    key('Home')
    key(' ')
    key('End')
    key(' ')
    const bar = screen.getByRole('toolbar', { name: 'Actions for the selection' })
    expect(bar.textContent).toContain('2 alarms selected')
    press('Acknowledge', bar)
    await waitFor(() => expect(queued(opened)).toHaveLength(1))
    await waitFor(() => expect(screen.queryByRole('toolbar', { name: 'Actions for the selection' })).toBeNull())
  })

  it('are counted in a question without those that it would not change', async () => {
    const { outpost } = await openAlarms()
    const rows = outpost.entities.getState().slices.alert?.collection.rows ?? []
    const active = rows.flatMap((view) => alarmOf(view) ?? []).filter((one) => isInList('active', one, Date.now()))
    const open = active.filter(({ acknowledged }) => !acknowledged)
    expect(open.length).toBeLessThan(active.length)
    fireEvent.focus(grid())
    fireEvent.keyDown(grid(), { key: 'a', ctrlKey: true })
    const bar = screen.getByRole('toolbar', { name: 'Actions for the selection' })
    expect(bar.textContent).toContain(`${active.length} alarms selected`)
    key('A')
    expect(await screen.findByRole('dialog', { name: `Acknowledge ${open.length} alarms` })).toBeDefined()
  })

  it('say what could not be queued, and why', async () => {
    const opened = await openAlarms()
    opened.fake.answers['operations:enqueue'] = () => {
      throw new Error('the disk is full')
    }
    choose(/41 devices/)
    key('a')
    const strip = await screen.findByRole('region', { name: 'Change of many alarms' })
    await waitFor(() => expect(strip.textContent).toContain('0 of 41 queued. 41 could not be queued.'))
    press('Show reasons', strip)
    const list = await screen.findByRole('dialog', { name: '41 alarms were not changed' })
    expect(list.textContent).toContain('“Offline” of Platform 41 display')
    press('Close', list)
    delete opened.fake.answers['operations:enqueue']
    press('Try 41 again', strip)
    expect(await screen.findByText('Acknowledging 41 alarms queued')).toBeDefined()
    expect(screen.queryByRole('region', { name: 'Change of many alarms' })).toBeNull()
  })
})

describe('the health of devices', () => {
  it('shows how many are how healthy, each site, and the worst by name', async () => {
    await openAlarms()
    fireEvent.click(screen.getByRole('tab', { name: 'Device health' }))
    const worst = await screen.findByRole('grid', { name: 'Worst first' })
    const scores = within(worst)
      .getAllByRole('row')
      .slice(1)
      .map((one) => Number(/score (\d+)$/.exec(one.getAttribute('aria-label') ?? '')?.[1]))
    expect(scores).toEqual(scores.toSorted((a, b) => a - b))
    const picture = screen.getByRole('region', { name: 'How healthy the devices are' })
    expect(within(picture).getAllByRole('rowheader')).toHaveLength(8)
    fireEvent.click(within(worst).getAllByRole('row')[1] as HTMLElement)
    expect(await screen.findByRole('region', { name: 'Device details' })).toBeDefined()
  })
})
