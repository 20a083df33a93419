import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import i18next, { type i18n } from 'i18next'
import { beforeEach, describe, expect, it } from 'vitest'
import type { DeviceView } from '#shared/domain/device-views.ts'
import { STANDARD_LAYOUT } from '#shared/domain/device-views.ts'
import type { EntityView } from '#shared/domain/view.ts'
import { App } from '../../../../src/renderer/app/App.tsx'
import { EVERYTHING } from '../../../../src/renderer/app/devices/device-filter.ts'
import { followLanguage } from '../../../../src/renderer/i18n/direction.ts'
import { applyChanges } from '../../../../src/renderer/stores/entity-collection.ts'
import { IDLE_SLICE } from '../../../../src/renderer/stores/entity-slice.ts'
import { layOut, type Opened, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

type Options = NonNullable<Parameters<typeof open>[1]>

async function openConsole(options: Options = {}): Promise<Opened> {
  const opened = open(<App />, { deviceCount: 200, ...options })
  await screen.findByRole('grid', { name: 'Devices' })
  return opened
}
const palette = async () => within(await screen.findByRole('dialog', { name: 'Command palette' }))
const box = async () => (await palette()).getByRole<HTMLInputElement>('combobox')
const options = () => within(screen.getByRole('listbox', { name: 'Find' })).queryAllByRole('option')
const texts = () => options().map((option) => option.firstElementChild?.textContent ?? '')
const press = async (key: string) => fireEvent.keyDown(await box(), { key })

/** Opens the palette and types; answers what it finds. */
async function find(text: string): Promise<readonly string[]> {
  if (screen.queryByRole('listbox', { name: 'Find' }) === null) fireEvent.keyDown(window, { key: 'k', ctrlKey: true })
  fireEvent.change(await box(), { target: { value: text } })
  return texts()
}

describe('a new device', () => {
  it('is found in the palette on any page, and asked for on the Devices page', async () => {
    const { outpost } = await openConsole()
    outpost.ui.getState().go('overview')
    await waitFor(() => expect(screen.queryByRole('grid', { name: 'Devices' })).toBeNull())
    expect(await find('new dev')).toContain('New device')
    await press('Enter')
    const dialog = await screen.findByRole('dialog', { name: 'New device' })
    expect(outpost.ui.getState().page).toBe('devices')
    fireEvent.click(within(dialog).getByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })
})

describe('a device that is found', () => {
  const sent = ({ fake }: Opened) =>
    fake.requests.flatMap(({ name, request }) =>
      name === 'operations:enqueue' ? (request as { intents: object[] }).intents : [],
    )

  it('leads there by the arrow that points on along the line, also where lines run from right to left', async () => {
    await openConsole()
    followLanguage({ language: 'ar', on: () => {} } as unknown as i18n)
    try {
      await find('gate 2')
      await press('ArrowRight')
      expect(texts()[0]).not.toMatch(/^Open \u2068Gate 2/)
      await press('ArrowLeft')
      expect(texts()[0]).toMatch(/^Open \u2068Gate 2/)
      await press('ArrowRight')
      expect((await box()).value).toBe('gate 2')
    } finally {
      followLanguage(i18next)()
    }
  })

  it('leads to what can be done with it, and back to what was typed', async () => {
    await openConsole()
    await find('gate 2')
    await press('ArrowRight')
    expect(texts()).toEqual([
      expect.stringMatching(/^Open Gate 2/),
      expect.stringMatching(/^Take a screenshot of Gate 2/),
      expect.stringMatching(/^Reload Gate 2/),
      expect.stringMatching(/^Clear the cache of Gate 2/),
      expect.stringMatching(/^Push content to Gate 2/),
      expect.stringMatching(/^Restart Gate 2/),
      expect.stringMatching(/^Reboot Gate 2/),
      expect.stringMatching(/^Delete Gate 2/),
    ])
    for (const key of ['Backspace', 'ArrowLeft', 'Escape']) {
      await press(key)
      expect((await box()).value).toBe('gate 2')
      await press('Tab')
      expect(texts()[0]).toMatch(/^Open Gate 2/)
    }
  })

  it('is told at once what disturbs nobody, found by a part of its word', async () => {
    const opened = await openConsole()
    await find('gate 2')
    await press('Tab')
    expect(await find('cache')).toHaveLength(1)
    await press('Enter')
    await waitFor(() => expect(sent(opened)).toMatchObject([{ kind: 'command', command: 'clear-cache' }]))
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('is rebooted only after a question, from a verb before or after its name', async () => {
    const opened = await openConsole()
    expect((await find('reboot gate 2'))[0]).toMatch(/^Reboot Gate 2/)
    expect((await find('gate 2 reb'))[0]).toMatch(/^Reboot Gate 2/)
    await press('Enter')
    const question = await screen.findByRole('alertdialog')
    expect(screen.queryByRole('listbox', { name: 'Find' })).toBeNull()
    expect(sent(opened)).toEqual([])
    fireEvent.click(within(question).getByRole('button', { name: /^Reboot/ }))
    await waitFor(() => expect(sent(opened)).toMatchObject([{ kind: 'command', command: 'reboot' }]))
    await waitFor(() => expect(opened.outpost.ui.getState().isPaletteOpen).toBe(false))
  })

  it('is asked for the content that it is to show, and deleted only after a question', async () => {
    const opened = await openConsole()
    await find('push content gate 2')
    await press('Enter')
    const push = await screen.findByRole('dialog')
    fireEvent.click(await within(push).findByText('Evacuation'))
    fireEvent.submit(push.querySelector('form') as HTMLFormElement)
    await waitFor(() => expect(sent(opened)).toMatchObject([{ command: 'push-content', contentId: 'con-3' }]))
    await find('delete gate 2')
    await press('Enter')
    fireEvent.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(opened.outpost.ui.getState().isPaletteOpen).toBe(false))
    expect(sent(opened)).toHaveLength(1)
  })

  it('says why it can be told nothing while it is being deleted', async () => {
    const { outpost } = await openConsole()
    const view = outpost.entities.getState().slices.device?.collection.at(0)
    if (view === undefined) throw new Error('no device')
    outpost.entities.setState(({ slices }) => {
      const slice = slices.device
      if (slice === undefined) throw new Error('no devices')
      const collection = applyChanges(slice.collection, [{ ...view, isDeleting: true }], new Set())
      return { slices: { ...slices, device: { ...slice, collection } } }
    })
    await find(`reload ${view.id}`)
    const option = options()[0] as HTMLElement
    expect(option.getAttribute('aria-disabled')).toBe('true')
    expect(option.textContent).toContain('It is being deleted')
  })
})

describe('a list of devices', () => {
  const shownRows = () =>
    within(screen.getByRole('grid', { name: 'Devices' }))
      .getAllByRole('row')
      .slice(1)

  it('is found by its tag, and shows the devices that have just this tag', async () => {
    const { outpost } = await openConsole()
    const { collection } = outpost.entities.getState().slices.device ?? IDLE_SLICE
    const tagsOf = ({ data }: EntityView) => data['tags'] as string[]
    const tag = collection.rows.flatMap(tagsOf)[0] ?? ''
    expect((await find(`tag ${tag}`))[0]).toBe(`Devices with tag ${tag}`)
    await press('Enter')
    const tagged = collection.rows.filter((row) => tagsOf(row).includes(tag)).length
    await waitFor(() => expect(screen.getByText(`${tagged} of 200`)).toBeTruthy())
    expect(tagged).toBeLessThan(200)
  })

  it('is found by the name of its site or its group', async () => {
    const { outpost } = await openConsole()
    const [row] = (outpost.entities.getState().slices.device ?? IDLE_SLICE).collection.rows
    const site = String(row?.data['site'])
    await find(`devices at ${site.toLowerCase()}`)
    expect(texts()[0]).toBe(`Devices at ${site}`)
    await press('Enter')
    await waitFor(() => expect(outpost.ui.getState().target).toEqual({ site }))
    for (const line of shownRows()) expect(line.textContent).toContain(site)
    const { rows } = (outpost.entities.getState().slices.device ?? IDLE_SLICE).collection
    const memberOf = rows.flatMap(({ data }) => (data['groups'] as string[] | undefined) ?? [])[0] ?? ''
    expect((await find(`group ${memberOf}`))[0]).toBe(`Devices of group ${memberOf}`)
    await press('Enter')
    await waitFor(() => expect(screen.getByLabelText<HTMLSelectElement>('Group').value).toBe(memberOf))
  })

  it('is a view under its name, saved or standard', async () => {
    const query = { ...EVERYTHING, search: 'gate 2' }
    const view: DeviceView = { id: 'view-1', name: 'Night shift', query, layout: STANDARD_LAYOUT }
    const { outpost } = await openConsole({ settings: { deviceViews: [view] } })
    outpost.ui.getState().go('overview')
    expect((await find('night sh'))[0]).toBe('View of devices: Night shift')
    await press('Enter')
    expect(await screen.findByRole('button', { name: /Night shift/ })).toBeTruthy()
    const search = await screen.findByLabelText<HTMLInputElement>('Search devices')
    await waitFor(() => expect(search.value).toBe('gate 2'))
    expect(await find('view waiting')).toContain('View of devices: Waiting changes')
  })
})

describe('the help', () => {
  it('is found by the name of a guide, and opened at it', async () => {
    await openConsole()
    expect((await find('refused changes'))[0]).toBe('Help: Refused changes')
    await press('Enter')
    expect(await screen.findByRole('article', { name: 'Operate the console' })).toBeTruthy()
    expect(screen.getByRole('heading', { name: 'Refused changes' })).toBe(
      document.querySelector('#help-refused-changes'),
    )
    expect((await find('working offline'))[0]).toBe('Help: Working offline')
    expect(await find('help keyboard')).toEqual(['Help: Keyboard'])
  })
})

describe('the keys of a page', () => {
  const sent = ({ fake }: Opened) => fake.requests.filter(({ name }) => name === 'operations:enqueue')
  const hint = (text: string) => options().find((option) => option.textContent?.startsWith(text))?.lastElementChild

  async function openAlarms(): Promise<Opened> {
    const opened = await openConsole({ scenario: 'busy' })
    act(() => opened.outpost.ui.getState().go('health'))
    await waitFor(() => expect(within(screen.getByRole('grid')).getAllByRole('row').length).toBeGreaterThan(2))
    return opened
  }

  it('acknowledge and shelve what is chosen among the alarms, and say why they cannot', async () => {
    const opened = await openAlarms()
    await find('acknowledge the')
    expect(options()[0]?.getAttribute('aria-disabled')).toBe('true')
    expect(hint('Acknowledge the')?.textContent).toBe('No alarm is selected or active')
    await press('Enter')
    expect(sent(opened)).toEqual([])
    await press('Escape')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    fireEvent.keyDown(screen.getByRole('grid'), { key: 'j' })
    await find('acknowledge the')
    expect(hint('Acknowledge the')?.textContent).toBe('a')
    await press('Enter')
    await waitFor(() => expect(sent(opened)).toHaveLength(1))
    fireEvent.keyDown(screen.getByRole('grid'), { key: 'j' })
    await find('shelve')
    await press('Enter')
    expect(await screen.findByRole('dialog', { name: /^Shelve/ })).toBeTruthy()
  })

  it('are offered where they work, and nowhere else', async () => {
    const { outpost } = await openConsole()
    expect(await find('choose a view')).toEqual(['Choose a view of the devices'])
    await press('Escape')
    act(() => outpost.ui.getState().go('overview'))
    await waitFor(() => expect(screen.queryByRole('grid', { name: 'Devices' })).toBeNull())
    expect(await find('choose a view')).toEqual([])
  })
})
