import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Intent } from '#shared/domain/operation.ts'
import type { UploadStatus } from '#shared/domain/uploads.ts'
import { App } from '../../../../src/renderer/app/App.tsx'
import { layOut, type Opened, open } from '../support.tsx'

layOut()
beforeEach(() => {
  location.hash = ''
})

const grid = () => screen.getByRole('grid', { name: 'Content' })
const names = () =>
  within(grid())
    .getAllByRole('row')
    .slice(1)
    .map((row) => row.getAttribute('aria-label'))
const button = (name: string | RegExp) => screen.getByRole('button', { name })
const panel = () => screen.findByRole('region', { name: 'Content details' })
const tray = () => screen.getByRole('region', { name: 'Uploads' })
const lineOf = (name: string) => {
  const line = within(tray())
    .getAllByRole('listitem')
    .find((one) => one.textContent?.includes(name))
  if (line === undefined) throw new Error(`no line of ${name}`)
  return line
}
const sent = ({ fake }: Opened): Intent[] =>
  fake.requests
    .filter(({ name }) => name === 'operations:enqueue')
    .flatMap(({ request }) => (request as { intents: Intent[] }).intents)

async function openContent(options: Parameters<typeof open>[1] = {}): Promise<Opened> {
  const opened = open(<App />, options)
  opened.outpost.ui.getState().go('content')
  await screen.findByRole('heading', { name: 'Content' })
  return opened
}

async function openLibrary(options: Parameters<typeof open>[1] = {}): Promise<Opened> {
  const opened = await openContent(options)
  await screen.findByText('Summer timetable')
  return opened
}

const ALL = [
  'Evacuation, Video',
  'Platform closed, Image',
  'Summer timetable, Image',
  'Weather, Web page',
  'Welcome, Video',
]

describe('the library', () => {
  it('shows what lies in a folder and below it, and what lies in none', async () => {
    await openLibrary()
    expect(names()).toEqual(ALL)
    fireEvent.click(screen.getByRole('row', { name: 'Stations, 3 pieces' }))
    await waitFor(() => expect(names()).toEqual([ALL[1], ALL[3], ALL[4]]))
    fireEvent.click(screen.getByRole('row', { name: 'In no folder, 1 piece' }))
    await waitFor(() => expect(names()).toEqual([ALL[2]]))
  })

  it('is narrowed by kind, tag and words together, and is whole again by one button', async () => {
    await openLibrary()
    fireEvent.click(button('Video'))
    await waitFor(() => expect(names()).toEqual([ALL[0], ALL[4]]))
    fireEvent.change(screen.getByRole('searchbox', { name: 'Search content' }), { target: { value: 'traffic' } })
    await waitFor(() => expect(names()).toEqual([ALL[4]]))
    fireEvent.change(screen.getByRole('combobox', { name: 'Tag' }), { target: { value: 'notice' } })
    expect(names()).toEqual([ALL[4]])
    fireEvent.click(button('Web page'))
    await screen.findByText('No content matches')
    fireEvent.click(screen.getAllByRole('button', { name: 'Show all content' })[0] as HTMLElement)
    await waitFor(() => expect(names()).toEqual(ALL))
  })

  it('is not called empty before the server has told it', async () => {
    await openContent({ scenario: 'first-run' })
    expect(screen.queryByText('No content yet')).toBeNull()
  })

  it('says that it is empty, and offers to upload', async () => {
    await openContent({ scenario: 'empty' })
    await screen.findByText('No content yet')
    expect(screen.getAllByRole('button', { name: 'Upload files' })).toHaveLength(2)
  })

  it('says why it cannot be read', async () => {
    await openContent({ scenario: 'error' })
    expect((await screen.findByRole('alert')).textContent).toContain('could not be read')
  })
})

describe('a piece of content', () => {
  it('is changed where something was typed, and follows others where nothing was', async () => {
    const opened = await openLibrary()
    fireEvent.click(screen.getByText('Weather'))
    const detail = await panel()
    fireEvent.change(within(detail).getByRole('textbox', { name: 'Tags' }), { target: { value: 'rain, sun, rain' } })
    const all = Array.from({ length: 5 }, (_, place) => opened.fake.served(`con-${place + 1}`))
    const weather = all.find((one) => one?.data['name'] === 'Weather')
    if (weather === undefined) throw new Error('there is no such content')
    act(() => opened.fake.serve({ ...weather, version: 9, data: { ...weather.data, durationSeconds: 77 } }))
    await waitFor(() =>
      expect(within(detail).getByRole<HTMLInputElement>('textbox', { name: 'Seconds' }).value).toBe('77'),
    )
    fireEvent.keyDown(within(detail).getByRole('textbox', { name: 'Tags' }), { key: 'Enter', ctrlKey: true })
    await waitFor(() => expect(sent(opened)).toHaveLength(1))
    expect(sent(opened)[0]).toMatchObject({ kind: 'update', entityType: 'content', fields: { tags: ['rain', 'sun'] } })
  })

  it('does not take an address that devices must not open', async () => {
    const opened = await openLibrary()
    fireEvent.click(screen.getByText('Weather'))
    const detail = await panel()
    for (const url of ['http://signage.example/', 'javascript:alert(1)', 'https://me:secret@signage.example/']) {
      fireEvent.change(within(detail).getByRole('textbox', { name: 'Address' }), { target: { value: url } })
      expect(within(detail).getAllByText(/begins with https/)).toHaveLength(1)
      expect(within(detail).getByRole('button', { name: 'Save' }).getAttribute('aria-disabled')).toBe('true')
    }
    expect(sent(opened)).toEqual([])
  })

  it('asks before unsaved typing is left', async () => {
    await openLibrary()
    fireEvent.click(screen.getByText('Weather'))
    const detail = await panel()
    fireEvent.change(within(detail).getByRole('textbox', { name: 'Name' }), { target: { value: 'Rain' } })
    fireEvent.click(screen.getByText('Evacuation'))
    const question = await screen.findByRole('alertdialog', { name: 'Leave without saving?' })
    fireEvent.click(within(question).getByRole('button', { name: 'Discard the changes' }))
    expect((await screen.findByRole('heading', { name: 'Evacuation' })).textContent).toBe('Evacuation')
  })

  it('leads to the playlists that show it', async () => {
    const { outpost } = await openLibrary()
    fireEvent.click(screen.getByText('Weather'))
    const uses = within(await panel()).getByRole('region', { name: 'Where it is used' })
    fireEvent.click(within(uses).getAllByRole('button')[0] as HTMLElement)
    await waitFor(() => expect(outpost.ui.getState().page).toBe('playlists'))
  })
})

describe('several pieces', () => {
  it('are moved and tagged together, those that are so already left alone', async () => {
    const opened = await openLibrary()
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select all content shown' }))
    fireEvent.click(button('Move…'))
    const dialog = await screen.findByRole('dialog', { name: 'Move 5 pieces to a folder' })
    fireEvent.change(within(dialog).getByLabelText('Folder'), { target: { value: ' Stations / Traffic / ' } })
    fireEvent.click(within(dialog).getByRole('button', { name: 'Change 3 pieces' }))
    await waitFor(() => expect(sent(opened)).toHaveLength(3))
    for (const intent of sent(opened))
      expect(intent).toMatchObject({ kind: 'update', fields: { folder: 'Stations/Traffic' } })
  })

  it('are not put into a folder that no server would take', async () => {
    await openLibrary()
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select all content shown' }))
    fireEvent.click(button('Move…'))
    const dialog = await screen.findByRole('dialog')
    for (const value of ['../secret', 'a\u202eb', Array.from({ length: 9 }, () => 'x').join('/')]) {
      fireEvent.change(within(dialog).getByLabelText('Folder'), { target: { value } })
      expect(within(dialog).getAllByText(/Up to 8 names/)).toHaveLength(1)
    }
  })

  it('that playlists use are named before, and stay', async () => {
    const opened = await openLibrary()
    const known = opened.fake.served('con-1')
    if (known === undefined) throw new Error('there is no such content')
    act(() => opened.fake.serve({ ...known, id: 'con-99', data: { ...known.data, name: 'Old poster' } }))
    await screen.findByText('Old poster')
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select all content shown' }))
    fireEvent.click(button('Delete…'))
    const question = await screen.findByRole('alertdialog', { name: /^Delete .*Old poster/ })
    expect(question.textContent).toContain('5 pieces are used by playlists and stay')
    expect(question.textContent).toContain('Weather')
    fireEvent.click(within(question).getByRole('button', { name: 'Delete content' }))
    await waitFor(() => expect(sent(opened)).toEqual([{ kind: 'delete', entityType: 'content', entityId: 'con-99' }]))
  })
})

describe('the uploads', () => {
  it('say how far each is, why it stands still, and what can be done', async () => {
    const { fake } = await openLibrary({ scenario: 'busy', deviceCount: 80 })
    await screen.findByRole('region', { name: 'Uploads' })
    expect(tray().textContent).toContain('6 files on their way. 1 of them has stopped.')
    expect(lineOf('Autumn film.mp4').textContent).toContain('74 MB of 200 MB')
    expect(within(lineOf('Autumn film.mp4')).getByRole('progressbar').getAttribute('value')).toBe(
      String(74 * 1_048_576),
    )
    expect(lineOf('Winter.mp4').textContent).toContain('The file is not there any more')
    fireEvent.click(within(lineOf('Winter.mp4')).getByRole('button', { name: 'Choose again' }))
    await waitFor(() => expect(fake.requests.some(({ name }) => name === 'uploads:choose-again')).toBe(true))
    fireEvent.click(within(lineOf('Autumn film.mp4')).getByRole('button', { name: /^Pause/ }))
    await waitFor(() => expect(lineOf('Autumn film.mp4').textContent).toContain('Paused at 74 MB of 200 MB'))
  })

  it('say how much room the server still needs where its disk is full', async () => {
    const { fake } = await openLibrary({ scenario: 'busy', deviceCount: 80 })
    await screen.findByRole('region', { name: 'Uploads' })
    const full = { state: 'failed', problem: 'no-space', doneBytes: 74 * 1_048_576 } as const
    const uploads = fake.uploads.uploads.map((one) => (one.fileName === 'Autumn film.mp4' ? { ...one, ...full } : one))
    act(() => fake.emit('uploads:changed', { uploads }))
    expect(lineOf('Autumn film.mp4').textContent).toContain(
      'The server has no room for the 126 MB that are still to come.',
    )
  })

  it('ask once before what has been sent is given up', async () => {
    const { fake } = await openLibrary({ scenario: 'busy', deviceCount: 80 })
    await screen.findByRole('region', { name: 'Uploads' })
    fireEvent.click(within(lineOf('Autumn film.mp4')).getByRole('button', { name: /^Discard/ }))
    const question = await screen.findByRole('alertdialog')
    expect(question.textContent).toContain('The server has 74 MB of it')
    expect(fake.uploads.uploads).toHaveLength(6)
    fireEvent.click(within(question).getByRole('button', { name: 'Discard the upload' }))
    await waitFor(() => expect(fake.uploads.uploads).toHaveLength(5))
  })

  it('wait for the server in words when there is none', async () => {
    await openLibrary({ scenario: 'offline', deviceCount: 100 })
    await screen.findByRole('region', { name: 'Uploads' })
    expect(lineOf('Autumn film.mp4').textContent).toContain('Waits for the server, goes on by itself')
  })

  it('tell by name what could not be taken', async () => {
    const { fake } = await openLibrary()
    fake.answers['uploads:choose'] = () => ({
      outcome: 'chosen',
      added: 1,
      refused: [{ fileName: 'Script\u202egnp.exe', problem: 'wrong-type' }],
    })
    fireEvent.click(button('Upload files'))
    const said = await screen.findByText(/was not taken/)
    expect(said.textContent).toContain('1 file is on its way.')
    expect(said.textContent).toContain('It is no PNG, JPEG, WebP, MP4 or WebM.')
  })

  it('begin with files that are dropped on the page, in the folder that is shown', async () => {
    const { fake } = await openLibrary()
    fireEvent.click(screen.getByRole('row', { name: 'Stations, 3 pieces' }))
    await waitFor(() => expect(names()).toHaveLength(3))
    const file = new File(['x'], 'Poster.png')
    fireEvent.drop(grid(), { dataTransfer: { files: [file], types: ['Files'] } })
    await waitFor(() => expect(fake.uploads.uploads).toHaveLength(1))
    expect(fake.uploads.uploads[0]).toMatchObject({
      fileName: 'Poster.png',
      folder: 'Stations',
    } satisfies Partial<UploadStatus>)
  })

  it('are not there while there are none', async () => {
    await openLibrary()
    expect(screen.queryByRole('region', { name: 'Uploads' })).toBeNull()
  })
})

describe('the pictures', () => {
  it('show only what is of a kind that draws, and are not asked for without a server', async () => {
    const { fake } = await openLibrary({ scenario: 'offline', deviceCount: 100 })
    fireEvent.click(button('Pictures'))
    await screen.findByRole('row', { name: /^Weather/ })
    expect(fake.requests.filter(({ name }) => name === 'content:thumbnail')).toEqual([])
  })
})

describe('another file for a piece', () => {
  it('is chosen in its details, and the old one is brought back where nobody has given it yet another', async () => {
    const opened = await openLibrary()
    fireEvent.click(screen.getByText('Summer timetable'))
    await panel()
    fireEvent.click(button('Replace the file…'))
    const line = await waitFor(() => lineOf('new file of'))
    const asked = opened.fake.requests.find(({ name }) => name === 'uploads:renew')
    const contentId = String((asked?.request as { contentId?: string } | undefined)?.contentId)
    fireEvent.click(within(line).getByRole('button', { name: 'Bring the old file back' }))
    expect(await screen.findByText(/has another file by now/)).toBeTruthy()
    expect(sent(opened)).toEqual([])
    const view = opened.fake.served(contentId)
    if (view === undefined) throw new Error('it is not there')
    const data = { ...view.data, checksum: 'b'.repeat(64), sizeBytes: 7 }
    act(() => opened.fake.serve({ ...view, version: view.version + 1, data }))
    await screen.findByText('b'.repeat(16))
    fireEvent.click(within(line).getByRole('button', { name: 'Bring the old file back' }))
    await waitFor(() => expect(sent(opened)).toHaveLength(1))
    const fields = { checksum: view.data['checksum'] ?? null, sizeBytes: view.data['sizeBytes'] }
    expect(sent(opened)).toMatchObject([{ kind: 'update', entityId: contentId, fields }])
  })

  it('is not offered for a web page', async () => {
    await openLibrary()
    fireEvent.click(screen.getByText('Weather'))
    await panel()
    expect(screen.queryByRole('button', { name: 'Replace the file…' })).toBeNull()
  })
})
