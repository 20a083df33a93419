import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Fields } from '#shared/domain/entities.ts'
import type { Intent } from '#shared/domain/operation.ts'
import { App } from '../../../../src/renderer/app/App.tsx'
import { editsOf, valuesOf } from '../../../../src/renderer/features/devices/bulk-edits.ts'
import { Refusal } from '../../../../tools/preview/fake-queue.ts'
import { deviceView, layOut, type Opened, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

const DEVICES = 1_400
const toolbar = () => screen.getByRole('toolbar', { name: 'Actions for the selection' })
const sent = ({ fake }: Opened): string[] =>
  fake.requests
    .filter(({ name }) => name === 'operations:enqueue')
    .flatMap(({ request }) => (request as { intents: Intent[] }).intents.map(({ entityId }) => entityId ?? ''))

async function selectAll(): Promise<Opened> {
  const opened = open(<App />, { deviceCount: DEVICES })
  const grid = await screen.findByRole('grid', { name: 'Devices' })
  fireEvent.keyDown(grid, { key: 'a', ctrlKey: true })
  expect(toolbar().textContent).toContain('1,400 selected')
  return opened
}

const addTag = (tag: string) => giveTag(tag, DEVICES)

async function giveTag(tag: string, count: number): Promise<void> {
  fireEvent.click(within(toolbar()).getByText('Add tag'))
  fireEvent.change(await screen.findByLabelText('Tag'), { target: { value: tag } })
  fireEvent.click(screen.getByText(`Change ${count.toLocaleString('en')} devices`))
}

/** Of the first piece of content that there is, to what is selected. */
async function pushContent(): Promise<void> {
  fireEvent.keyDown(screen.getByRole('grid', { name: 'Devices' }), { key: 'u' })
  const content = await screen.findByRole('listbox', { name: 'Content that can be pushed' })
  fireEvent.click((await within(content).findAllByRole('option'))[0] as HTMLElement)
  fireEvent.click(screen.getByRole('button', { name: /^Push to .* devices$/ }))
}

describe('a change of many devices', () => {
  it('goes to all that match, also those never shown, and is undone as a whole', async () => {
    const opened = await selectAll()
    await addTag('night')
    await waitFor(() => expect(new Set(sent(opened)).size).toBe(DEVICES))
    await screen.findByText(/^Change of 1,400 devices queued/)
    expect(screen.queryByRole('toolbar', { name: 'Actions for the selection' })).toBeNull()
    fireEvent.click(screen.getByText('Undo'))
    await waitFor(() => expect(opened.fake.queue.operations.filter(({ kind }) => kind === 'update')).toEqual([]))
  })

  it('names those that were refused with the reason, keeps them selected and tries just them again', async () => {
    const opened = await selectAll()
    const gone = new Set(['dev-0007', 'dev-0700', 'dev-1300'])
    opened.fake.answers['operations:enqueue'] = ({ intents }) => {
      if (intents.some(({ entityId }) => gone.has(entityId ?? '')))
        throw new Refusal('not-found', 'This device does not exist any more.')
      return {
        operations: intents.map(({ entityId }) => {
          return { key: `key-${entityId}`, entityId: entityId ?? '', clientSequence: 1, merged: [] }
        }),
      }
    }
    await addTag('night')
    const strip = await screen.findByRole('region', { name: 'Change of many devices' })
    await waitFor(() => expect(strip.textContent).toContain('1,397 of 1,400 queued. 3 could not be queued.'))
    expect(toolbar().textContent).toContain('3 selected')
    fireEvent.click(within(strip).getByText('Show reasons'))
    const list = await screen.findByRole('dialog', { name: '3 devices were not changed' })
    expect(list.textContent).toContain('This device does not exist any more.')
    fireEvent.click(within(list).getByText('Close'))

    gone.clear()
    const before = sent(opened).length
    fireEvent.click(screen.getByText('Try 3 again'))
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Change of many devices' })).toBeNull())
    expect(new Set(sent(opened).slice(before))).toEqual(new Set(['dev-0007', 'dev-0700', 'dev-1300']))
  })
})

describe('what is selected while a change of many is under way', () => {
  const changes = [
    { name: 'an edit', begin: () => giveTag('night', 2), done: /^Change of 2 devices queued/ },
    { name: 'a push', begin: pushContent, done: /^Push of .* to 2 devices queued/ },
  ]
  it.each(changes)('stays selected when $name is queued', async ({ begin, done }) => {
    const opened = open(<App />, { deviceCount: DEVICES })
    const grid = await screen.findByRole('grid', { name: 'Devices' })
    const { bridge } = opened.fake
    const request = bridge.request.bind(bridge)
    const [gate, begun] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const slow: typeof request = async (name, asked, site) => {
      if (name === 'operations:enqueue') {
        begun.resolve()
        await gate.promise
      }
      return request(name, asked, site)
    }
    Object.assign(bridge, { request: slow })
    const press = (...keys: string[]) => keys.map((key) => fireEvent.keyDown(grid, { key }))
    fireEvent.focus(grid)
    press('Home', ' ', 'ArrowDown', ' ')
    await begin()
    await begun.promise
    press('ArrowDown', ' ')
    expect(toolbar().textContent).toContain('3 selected')
    gate.resolve()
    await screen.findByText(done)
    await waitFor(() => expect(toolbar().textContent).toContain('1 selected'))
    expect(within(grid).getAllByRole('row', { selected: true })).toHaveLength(1)
  })
})

describe('the playlist of many devices', () => {
  const playlistsSent = ({ fake }: Opened) =>
    fake.requests
      .filter(({ name }) => name === 'operations:enqueue')
      .flatMap(({ request }) => (request as { intents: { fields: Fields }[] }).intents)
      .map(({ fields }) => fields['playlistId'])
  const ask = async () => {
    fireEvent.click(within(toolbar()).getByText('Set playlist'))
    return screen.findByRole<HTMLSelectElement>('combobox', { name: 'Playlist' })
  }
  const apply = () => screen.getByRole('button', { name: /^Change .* devices?$/ })

  it('is not touched until one is chosen, whatever is pressed', async () => {
    const opened = await selectAll()
    const choice = await ask()
    expect(choice.selectedOptions[0]?.textContent).toBe('Choose a playlist')
    expect(apply().getAttribute('aria-disabled')).toBe('true')
    fireEvent.submit(choice.form as HTMLFormElement)
    expect(screen.queryByRole('combobox', { name: 'Playlist' })).not.toBeNull()
    expect(playlistsSent(opened)).toEqual([])
  })

  it('is cleared only where no playlist was chosen, and only those that have one are counted and changed', async () => {
    const opened = await selectAll()
    const choice = await ask()
    const rows = opened.outpost.entities.getState().slices.device?.collection.rows ?? []
    const withOne = rows.filter(({ data }) => data['playlistId'] !== null).length
    expect(withOne).toBeLessThan(DEVICES)
    const none = [...choice.options].find(({ textContent }) => textContent === 'No playlist')
    fireEvent.change(choice, { target: { value: none?.value } })
    expect(apply().textContent).toBe(`Change ${withOne.toLocaleString('en')} devices`)
    fireEvent.click(apply())
    await waitFor(() => expect(playlistsSent(opened)).toEqual(Array.from({ length: withOne }, () => null)))
  })
})

describe('a command for many devices while another change is under way', () => {
  it('is not lost without a word', async () => {
    const opened = await selectAll()
    const { bridge } = opened.fake
    const request = bridge.request.bind(bridge)
    const gate = Promise.withResolvers<void>()
    const slow: typeof request = async (name, asked, site) => {
      if (name === 'operations:enqueue') await gate.promise
      return request(name, asked, site)
    }
    Object.assign(bridge, { request: slow })
    await addTag('night')
    await screen.findByRole('region', { name: 'Change of many devices' })
    await pushContent()
    expect(await screen.findByText(/^Still busy with “Add tag”\. Nothing else was changed/)).toBeDefined()
    gate.resolve()
    await screen.findByText(/^Change of 1,400 devices queued/)
    expect(sent(opened)).toHaveLength(DEVICES)
  })
})

describe('edits of many devices', () => {
  const tagged = (id: string, tags: string[]) => deviceView(id, { data: { ...deviceView(id).data, tags } })
  const views = [tagged('a', ['x', 'y']), tagged('b', ['y']), tagged('c', [])]
  const idsOf = (intents: readonly Intent[]) => intents.map(({ entityId }) => entityId)

  it('leave out devices that have the value already', () => {
    expect(idsOf(editsOf(views, { kind: 'tag', value: ' x ' }))).toEqual(['b', 'c'])
    expect(idsOf(editsOf(views, { kind: 'untag', value: 'y' }))).toEqual(['a', 'b'])
    expect(editsOf(views, { kind: 'playlist', value: '' })).toEqual([])
  })

  it('put devices into groups and take them out, also those that never were in one', () => {
    const grouped = (id: string, groups: string[]) => deviceView(id, { data: { ...deviceView(id).data, groups } })
    const some = [grouped('a', ['North']), deviceView('b')]
    expect(editsOf(some, { kind: 'group', value: ' North ' })).toEqual([
      { kind: 'update', entityType: 'device', entityId: 'b', fields: { groups: ['North'] } },
    ])
    expect(editsOf(some, { kind: 'ungroup', value: 'North' })).toEqual([
      { kind: 'update', entityType: 'device', entityId: 'a', fields: { groups: [] } },
    ])
    expect(valuesOf(some, 'groups')).toEqual([{ value: 'North', count: 1 }])
  })

  it('offer the tags there are, the most frequent first', () => {
    expect(valuesOf(views, 'tags')).toEqual([
      { value: 'y', count: 2 },
      { value: 'x', count: 1 },
    ])
  })
})
