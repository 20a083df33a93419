import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { STANDARD_LAYOUT } from '#shared/domain/device-views.ts'
import type { Intent } from '#shared/domain/operation.ts'
import { App } from '../../../../src/renderer/app/App.tsx'
import { EVERYTHING } from '../../../../src/renderer/app/devices/device-filter.ts'
import { collectionOf } from '../../../../src/renderer/stores/entity-collection.ts'
import { IDLE_SLICE } from '../../../../src/renderer/stores/entity-slice.ts'
import { layOut, type Opened, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

type Options = NonNullable<Parameters<typeof open>[1]>

async function openConsole(options: Options = {}): Promise<Opened> {
  const opened = open(<App />, { scenario: 'busy', deviceCount: 200, ...options })
  await screen.findByRole('grid', { name: 'Devices' })
  return opened
}
const list = () => within(screen.getByRole('listbox', { name: 'Find' }))
const options = () => list().queryAllByRole('option')
const texts = () => options().map((option) => option.firstElementChild?.textContent ?? '')
const inGroup = (name: string) => {
  const group = list().queryByRole('group', { name })
  return group === null ? [] : within(group).getAllByRole('option')
}
const box = async () => within(await screen.findByRole('dialog', { name: 'Command palette' })).getByRole('combobox')
const press = async (key: string) => fireEvent.keyDown(await box(), { key })
const selected = () => list().getByRole('option', { selected: true })

async function type(text: string): Promise<void> {
  if (screen.queryByRole('listbox', { name: 'Find' }) === null) fireEvent.keyDown(window, { key: 'k', ctrlKey: true })
  fireEvent.change(await box(), { target: { value: text } })
}
/** Down to the option, and takes it. */
async function choose(option: HTMLElement): Promise<void> {
  for (let steps = options().indexOf(option); steps > 0; steps -= 1) await press('ArrowDown')
  expect(selected()).toBe(option)
  await press('Enter')
}
async function found(group: string): Promise<HTMLElement> {
  await waitFor(() => expect(inGroup(group).length).toBeGreaterThan(0))
  return inGroup(group)[0] as HTMLElement
}
const devicesOf = ({ outpost }: Opened) => (outpost.entities.getState().slices.device ?? IDLE_SLICE).collection.rows
const sent = ({ fake }: Opened) =>
  fake.requests.flatMap(({ name, request }) =>
    name === 'operations:enqueue' ? (request as { intents: Intent[] }).intents : [],
  )
/** Holds what main is asked by this name, until it is let go. */
function hold({ fake }: Opened, held: string): () => void {
  const request = fake.bridge.request.bind(fake.bridge)
  const gate = Promise.withResolvers<void>()
  const bridge = fake.bridge as { request: typeof request }
  bridge.request = async (name, ...rest) => {
    if (name === held) await gate.promise
    return request(name, ...rest)
  }
  return () => gate.resolve()
}

describe('a single thing in the palette', () => {
  it('is a piece of content by name, which opens in its details', async () => {
    const { outpost } = await openConsole()
    await type('evacuation')
    await choose(await found('Content'))
    expect(outpost.ui.getState()).toMatchObject({ page: 'content' })
    expect(outpost.ui.getState().target.contentId).toBe('con-3')
    expect(await screen.findByRole('region', { name: 'Content details' })).toBeTruthy()
  })

  it('is an alarm, by what is wrong, the device or what it said, and opens its line', async () => {
    const { outpost } = await openConsole()
    await waitFor(() => expect(outpost.entities.getState().slices.alert?.collection.size).toBeGreaterThan(0))
    const [alarm] = outpost.entities.getState().slices.alert?.collection.rows ?? []
    await type(`alarm ${String(alarm?.reported['message'])}`)
    const option = await found('Alarms')
    expect(options()[0]).toBe(option)
    await choose(option)
    await waitFor(() => expect(outpost.ui.getState().page).toBe('health'))
    const { alarmId = '' } = outpost.ui.getState().target
    const view = outpost.entities.getState().slices.alert?.collection.rows.find(({ id }) => id === alarmId)
    expect(view?.reported['message']).toBe(alarm?.reported['message'])
    await waitFor(() => expect(outpost.ui.getState().place).toMatchObject({ alarmId }))
  })

  it('is a waiting change, by its device and what it changes, and back leads to where one was', async () => {
    const opened = await openConsole()
    const { outpost, fake } = opened
    const wanted = fake.queue.operations.find(({ kind, state }) => kind === 'command' && state !== 'accepted')
    if (wanted === undefined) throw new Error('no command waits')
    await type(`${wanted.entityName} ${wanted.command}`)
    const option = await found('Waiting changes')
    expect(option.textContent).toContain(wanted.entityName)
    await choose(option)
    await waitFor(() => expect(outpost.ui.getState().page).toBe('pending'))
    const { operationKey } = outpost.ui.getState().target
    const opensOn = fake.queue.operations.find(({ key }) => key === operationKey)
    expect(opensOn).toMatchObject({ entityId: wanted.entityId, command: wanted.command })
    await waitFor(() => expect(document.querySelector('[data-active]')?.textContent).toContain(wanted.entityName))
    act(() => outpost.ui.getState().step(-1))
    await screen.findByRole('grid', { name: 'Devices' })
    act(() => outpost.ui.getState().step(1))
    await waitFor(() => expect(outpost.ui.getState().place).toMatchObject({ operationKey }))
  })

  it('is a conflict, by its device and its field, and is open on the desk', async () => {
    const { outpost, fake } = await openConsole()
    const wanted = fake.queue.operations.find(({ state }) => state === 'conflicted')
    if (wanted === undefined) throw new Error('nothing is in conflict')
    const [field] = Object.keys(wanted.fields)
    await type(`conflict ${wanted.entityName} ${field}`)
    const option = await found('Conflicts')
    expect(option.textContent).toContain(wanted.entityName)
    await choose(option)
    await waitFor(() => expect(outpost.ui.getState().page).toBe('conflicts'))
    await waitFor(() => expect(outpost.ui.getState().place).toMatchObject({ operationKey: wanted.key }))
    await waitFor(() => expect(document.querySelector('[data-active]')?.textContent).toContain(wanted.entityName))
  })
})

describe('an answer that comes late', () => {
  it('comes behind everything, and leaves the highlighted option where it is', async () => {
    const opened = await openConsole()
    const letGo = hold(opened, 'operations:list')
    await type('gate')
    await waitFor(() => expect(options().length).toBeGreaterThan(3))
    const before = texts()
    await press('ArrowDown')
    await press('ArrowDown')
    const highlighted = selected().textContent
    act(letGo)
    await found('Waiting changes')
    expect(selected().textContent).toBe(highlighted)
    expect(texts().slice(0, before.length)).toEqual(before)
  })

  it('is not shown where something else was typed meanwhile', async () => {
    const opened = await openConsole()
    const letGo = hold(opened, 'conflicts:outline')
    await type('gate')
    await waitFor(() => expect(opened.fake.requests.some(({ name }) => name === 'operations:list')).toBe(true))
    await type('zzz')
    act(letGo)
    await screen.findByText('Nothing matches “zzz”.')
    expect(texts()).toEqual([])
  })
})

describe('what was found before', () => {
  it('is not shown for what is typed now, while that is still being searched', async () => {
    const opened = await openConsole()
    await type('waiting gate')
    await found('Waiting changes')
    const letGo = hold(opened, 'operations:list')
    await type('zzz')
    expect(texts()).toEqual([])
    expect(screen.getByText('Searching conflicts and waiting changes…')).toBeTruthy()
    act(letGo)
    await screen.findByText('Nothing matches “zzz”.')
  })
})

describe('a command for several devices', () => {
  it('counts those of the site, asks once what the page asks, and goes to just those', async () => {
    const opened = await openConsole()
    const site = String(devicesOf(opened)[0]?.data['site'])
    const ids = devicesOf(opened).flatMap(({ id, data }) => (data['site'] === site ? [id] : []))
    await type(`reboot all at ${site.toLowerCase()}`)
    expect(texts()).toContain(`Reboot all ${ids.length} at ${site}…`)
    await choose(await found('Commands for several devices'))
    const question = await screen.findByRole('alertdialog', { name: `Reboot ${ids.length} devices?` })
    expect(sent(opened)).toEqual([])
    fireEvent.click(within(question).getByRole('button', { name: `Reboot ${ids.length} devices` }))
    await waitFor(() => expect(sent(opened).map(({ entityId }) => entityId)).toEqual(ids))
    expect(new Set(sent(opened).map((intent) => 'command' in intent && intent.command))).toEqual(new Set(['reboot']))
  })

  it('is there for a group, a tag and a saved view, with the counts of the list', async () => {
    const query = { ...EVERYTHING, search: 'gate 2' }
    const opened = await openConsole({
      settings: { deviceViews: [{ id: 'view-1', name: 'Night shift', query, layout: STANDARD_LAYOUT }] },
    })
    const holding = (field: string, name: string) =>
      devicesOf(opened).filter(({ data }) => ((data[field] as string[] | undefined) ?? []).includes(name)).length
    const group = devicesOf(opened).flatMap(({ data }) => (data['groups'] as string[] | undefined) ?? [])[0] ?? ''
    const tag = devicesOf(opened).flatMap(({ data }) => data['tags'] as string[])[0] ?? ''
    await type(`reload group ${group}`)
    expect(texts()).toContain(`Reload all ${holding('groups', group)} in ${group}`)
    await type(`restart tag ${tag}`)
    expect(texts()).toContain(`Restart all ${holding('tags', tag)} with tag ${tag}…`)
    const matching = devicesOf(opened).filter(({ data }) => {
      const words = [data['name'], data['site'], data['location'], data['model'], data['tags'], data['groups']]
      return ['gate', '2'].every((word) => words.join('\n').toLowerCase().includes(word))
    })
    await type('reload night')
    expect(texts()[0]).toBe(`Reload all ${matching.length} in the view “Night shift”`)
    await press('Enter')
    await waitFor(() => expect(sent(opened)).toHaveLength(matching.length))
  })
})

describe('what was used last', () => {
  const used = async (): Promise<readonly string[]> => {
    await type('')
    return inGroup('Used last').map((option) => option.firstElementChild?.textContent ?? '')
  }

  it('is offered again by what it is, and not where its device is gone', async () => {
    const opened = await openConsole()
    const [device, other] = devicesOf(opened)
    const site = String(device?.data['site'])
    for (const text of [`reload ${device?.id}`, `reload ${other?.id}`, `reload all at ${site}`]) {
      await type(text)
      await press('Enter')
      await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    }
    const count = devicesOf(opened).filter(({ data }) => data['site'] === site).length
    expect(await used()).toEqual([
      `Reload all ${count} at ${site}`,
      `Reload ${String(other?.data['name'])}`,
      `Reload ${String(device?.data['name'])}`,
    ])
    await press('Escape')
    opened.outpost.entities.setState(({ slices }) => {
      const slice = slices.device ?? IDLE_SLICE
      const rows = slice.collection.rows.filter(({ id }) => id !== other?.id)
      return { slices: { ...slices, device: { ...slice, collection: collectionOf(rows) } } }
    })
    expect(await used()).not.toContain(`Reload ${String(other?.data['name'])}`)
  })

  it('says that a waiting change is over, and has forgotten it the next time', async () => {
    const opened = await openConsole()
    const wanted = opened.fake.queue.operations.find(({ state, actions }) => actions.canRollBack && state === 'queued')
    await type(`waiting ${wanted?.key}`)
    await choose(await found('Waiting changes'))
    const key = opened.outpost.ui.getState().target.operationKey ?? ''
    expect(await used()).toHaveLength(1)
    await press('Escape')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    opened.fake.queue.takeBack([key])
    await used()
    await waitFor(() => expect(inGroup('Used last')[0]?.textContent).toContain('It is over'))
    expect(inGroup('Used last')[0]?.getAttribute('aria-disabled')).toBe('true')
    await press('Escape')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(await used()).toEqual([])
  })
})

describe('the palette for who does not see it', () => {
  it('names its groups, says the count once when the typing rests, and what can be searched where nothing is', async () => {
    await openConsole()
    await type('gat')
    await type('gate')
    const status = within(await screen.findByRole('dialog', { name: 'Command palette' })).getByRole('status')
    expect(status.textContent).toBe('')
    await waitFor(() => expect(status.textContent).toMatch(/^\d+ found$/))
    expect(status.textContent).toBe(`${options().length} found`)
    expect(list().getByRole('group', { name: 'Devices' })).toBeTruthy()
    await type('nowhere to be found')
    await waitFor(() => expect(status.textContent).toContain('alarms by cause, device and text'))
    expect(screen.getByText(/^Pages, actions, settings and guides/)).toBeTruthy()
  })

  it('names the active option, whatever its place is called', async () => {
    const opened = await openConsole()
    const site = String(devicesOf(opened)[0]?.data['site'])
    await type(`devices at ${site}`)
    const id = (await box()).getAttribute('aria-activedescendant') ?? ''
    expect(id).not.toMatch(/\s/)
    expect(document.getElementById(id)).toBe(selected())
  })
})

describe('a setting in the palette', () => {
  it('is shown as locked where the administrator has locked it', async () => {
    await openConsole({ locks: ['retryStrategy'] })
    await type('retryStrategy')
    expect(options()[0]?.textContent).toContain('Locked by your administrator')
  })
})
