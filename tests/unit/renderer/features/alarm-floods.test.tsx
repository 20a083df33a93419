import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { App } from '../../../../src/renderer/app/App.tsx'
import { layOut, type Opened, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

const grid = () => screen.getByRole('grid', { name: 'Alarms' })
const rows = () => within(grid()).getAllByRole('row').slice(1)
const row = (name: RegExp) => within(grid()).getByRole('row', { name })
const detail = () => screen.getByRole('region', { name: 'Alarm details' })
const toolbar = () => screen.getByRole('toolbar', { name: 'Actions for the selection' })
const key = (name: string, target: HTMLElement = grid()) => fireEvent.keyDown(target, { key: name })
const changed = ({ fake }: Opened): string[] =>
  fake.requests
    .filter(({ name }) => name === 'operations:enqueue')
    .flatMap(({ request }) => (request as { intents: { entityId: string }[] }).intents.map(({ entityId }) => entityId))

/** The flood at Nordbahnhof, the oldest first. */
const FLOOD = Array.from({ length: 41 }, (_, index) => `alert-${String(15 + index).padStart(4, '0')}`)

async function openAlarms(): Promise<Opened> {
  const opened = open(<App />, { scenario: 'alarms', deviceCount: 400 })
  fireEvent.click(screen.getByRole('link', { name: 'Health & alarms' }))
  await screen.findByRole('row', { name: /41 devices offline at Nordbahnhof/ })
  return opened
}

/** Those alarms end, and somebody has acknowledged them. */
function becomeNormal({ fake }: Opened, ids: readonly string[]): void {
  const views = ids.flatMap((id) => fake.served(id) ?? [])
  expect(views).toHaveLength(ids.length)
  act(() =>
    fake.serve(
      ...views.map((view) => ({
        ...view,
        version: view.version + 1,
        data: { ...view.data, acknowledged: true },
        reported: { ...view.reported, clearedAt: Date.now() },
      })),
    ),
  )
}

describe('a flood whose oldest alarm has become normal', () => {
  it('stays open: its detail, its alarms below it, and what a key is about', async () => {
    const opened = await openAlarms()
    fireEvent.click(row(/41 devices/))
    key('ArrowRight')
    await waitFor(() => expect(screen.getByRole('button', { name: 'Hide the 41 alarms of this line' })).toBeDefined())
    becomeNormal(opened, FLOOD.slice(0, 2))
    await waitFor(() => expect(row(/39 devices/)).toBeDefined())
    expect(detail().textContent).toContain('39 devices offline at Nordbahnhof')
    expect(screen.getByRole('button', { name: 'Hide the 39 alarms of this line' })).toBeDefined()
    expect(row(/39 devices/).hasAttribute('data-active')).toBe(true)
    key('a')
    await waitFor(() => expect(changed(opened).toSorted()).toEqual(FLOOD.slice(2)))
  })

  it('stays selected', async () => {
    const opened = await openAlarms()
    fireEvent.click(row(/41 devices/), { ctrlKey: true })
    expect(toolbar().textContent).toContain('41 alarms selected')
    becomeNormal(opened, FLOOD.slice(0, 1))
    await waitFor(() => expect(toolbar().textContent).toContain('40 alarms selected'))
    expect(row(/40 devices/).getAttribute('aria-selected')).toBe('true')
  })

  it('gives way to one of its own alarms when it is no flood any more', async () => {
    const opened = await openAlarms()
    fireEvent.click(row(/41 devices/))
    becomeNormal(opened, FLOOD.slice(0, 32))
    await waitFor(() => expect(screen.queryByRole('row', { name: /devices offline/ })).toBeNull())
    expect(detail().textContent).toContain('Offline')
    expect(detail().textContent).toContain('Nordbahnhof')
    expect(rows().filter((one) => one.hasAttribute('data-active'))).toHaveLength(1)
  })

  it('is closed when none of it is left', async () => {
    const opened = await openAlarms()
    fireEvent.click(row(/41 devices/))
    becomeNormal(opened, FLOOD)
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Alarm details' })).toBeNull())
    key('a')
    expect(changed(opened)).toEqual([])
  })
})

describe('a link to an alarm inside of a line of many', () => {
  it('leads from the overview into the flood: the line is open, and the alarm active in it', async () => {
    const { outpost } = open(<App />, { scenario: 'alarms', deviceCount: 400 })
    outpost.ui.getState().go('overview')
    fireEvent.click(await screen.findByRole('button', { name: /41 devices offline at Nordbahnhof/ }))
    expect(await screen.findByRole('button', { name: 'Hide the 41 alarms of this line' })).toBeDefined()
    const [active] = rows().filter((one) => one.hasAttribute('data-active'))
    expect(active?.getAttribute('data-alarm-id')).toBe(FLOOD.at(-1))
    expect(detail().textContent).toContain('Platform 41 display')
  })

  it('changes the list to where it stands when the filter hides it, and leaves the list where it does not', async () => {
    const opened = await openAlarms()
    const box = screen.getByRole<HTMLInputElement>('searchbox', { name: 'Search alarms' })
    const leadTo = (alarmId: string) => act(() => opened.outpost.ui.getState().go('health', { alarmId }))
    fireEvent.change(box, { target: { value: 'offline' } })
    leadTo(FLOOD[3] ?? '')
    await waitFor(() => expect(screen.getByRole('button', { name: /^Hide the 41/ })).toBeDefined())
    expect(box.value).toBe('offline')
    key('ArrowLeft')
    await waitFor(() => expect(screen.getByRole('button', { name: /^Show the 41/ })).toBeDefined())
    fireEvent.change(box, { target: { value: 'overheating' } })
    leadTo(FLOOD[5] ?? '')
    await waitFor(() => expect(screen.getByRole('button', { name: /^Hide the 41/ })).toBeDefined())
    expect(box.value).toBe('')
  })
})

describe('selected alarms that the filter hides', () => {
  const search = (value: string) =>
    fireEvent.change(screen.getByRole('searchbox', { name: 'Search alarms' }), { target: { value } })

  it('are told, and acted on with the others', async () => {
    const opened = await openAlarms()
    fireEvent.click(row(/41 devices/), { ctrlKey: true })
    fireEvent.click(row(/^Critical: Overheating/), { ctrlKey: true })
    search('overheating')
    await waitFor(() => expect(rows()).toHaveLength(1))
    expect(toolbar().textContent).toContain('42 alarms selected41 of them not shown')
    search('nothing like this')
    await waitFor(() => expect(toolbar().textContent).toContain('42 alarms selected42 of them not shown'))
    search('')
    await waitFor(() => expect(row(/41 devices/).getAttribute('aria-selected')).toBe('true'))
    expect(toolbar().textContent).not.toContain('not shown')
    search('overheating')
    await waitFor(() => expect(rows()).toHaveLength(1))
    key('a')
    await waitFor(() => expect(changed(opened)).toHaveLength(42))
  })

  it('are selected no more when they have left the list, also when they come back', async () => {
    const opened = await openAlarms()
    fireEvent.click(row(/^Critical: Overheating/), { ctrlKey: true })
    search('offline')
    await waitFor(() => expect(toolbar().textContent).toContain('1 alarm selected1 of them not shown'))
    const before = opened.fake.served('alert-0001')
    becomeNormal(opened, ['alert-0001'])
    await waitFor(() => expect(screen.queryByRole('toolbar', { name: 'Actions for the selection' })).toBeNull())
    if (before !== undefined) act(() => opened.fake.serve({ ...before, version: 9 }))
    search('')
    await waitFor(() => expect(row(/^Critical: Overheating/).getAttribute('aria-selected')).toBe('false'))
  })
})

describe('a change of many alarms while another one is under way', () => {
  it('is not lost without a word, and asks for no reason that nothing would come of', async () => {
    const opened = await openAlarms()
    const answer = holdBack(opened)
    fireEvent.click(row(/41 devices/))
    key('a')
    await waitFor(() => expect(changed(opened)).toHaveLength(41))
    fireEvent.click(row(/^Low: Weak network, .*5 unacknowledged/))
    key('a')
    const words = 'Still busy with “Acknowledge”. Nothing else was changed: do this again when that has ended.'
    expect(await screen.findByText(words)).toBeDefined()
    key('s')
    expect(opened.outpost.toasts.getState().toasts).toMatchObject([{ text: words, count: 2 }])
    expect(screen.queryByRole('dialog')).toBeNull()
    answer()
    expect(await screen.findByText('Acknowledging 41 alarms queued')).toBeDefined()
    key('a')
    await waitFor(() => expect(changed(opened)).toHaveLength(46))
  })
})

describe('a long change of many alarms', () => {
  it('shows how far it is on the page of the alarms, can be stopped there, and be gone on with', async () => {
    const opened = await openAlarms()
    const like = opened.fake.served(FLOOD[0] ?? '')
    const more = Array.from({ length: 1_200 }, (_, index) => `alert-more-${index}`)
    act(() => opened.fake.serve(...more.flatMap((id) => (like === undefined ? [] : { ...like, id }))))
    await screen.findByRole('button', { name: /^Active 1,2\d\d$/ })
    fireEvent.click(row(/41 devices/))
    const answer = holdBack(opened)
    key('a')
    const strip = await screen.findByRole('region', { name: 'Change of many alarms' })
    expect(strip.textContent).toContain('Acknowledge: 0 of 1,241 queued.')
    expect(within(strip).getByRole('progressbar', { name: 'Acknowledge' }).getAttribute('max')).toBe('1241')
    fireEvent.click(within(strip).getByRole('button', { name: 'Stop' }))
    answer()
    await waitFor(() => expect(strip.textContent).toContain('500 of 1,241 queued. 741 were not tried.'))
    fireEvent.click(within(strip).getByRole('button', { name: 'Try 741 again' }))
    await waitFor(() => expect(new Set(changed(opened)).size).toBe(1_241))
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Change of many alarms' })).toBeNull())
  })
})

/** Changes wait to be queued until the function that is returned is called. */
function holdBack({ fake }: Opened): () => void {
  const { bridge } = fake
  const request = bridge.request.bind(bridge)
  const gate = Promise.withResolvers<void>()
  const slow: typeof request = async (name, asked, site) => {
    const answered = request(name, asked, site)
    if (name === 'operations:enqueue') await gate.promise
    return answered
  }
  Object.assign(bridge, { request: slow })
  return gate.resolve
}
