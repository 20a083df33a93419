import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import type { BoardData } from '#shared/board/document.ts'
import type { PlaylistData, ScheduleData } from '#shared/domain/entities.ts'
import { ar } from '../../src/renderer/i18n/ar/texts.ts'
import { en } from '../../src/renderer/i18n/en/texts.ts'
import { ja } from '../../src/renderer/i18n/ja/texts.ts'
import { expectTree } from '../support/accessibility-tree.ts'
import { type AcceptedOperation, judgeAudit } from '../support/audit.ts'
import type { ConsoleApp } from '../support/console-app.ts'
import { MB, writeFilm } from '../support/film.ts'
import { connectClient, type FleetServerProcess, operation } from '../support/fleet-server.ts'
import type { Hand, TakeHand } from '../support/hands.ts'
import type { TcpProxy } from '../support/tcp-proxy.ts'
import { untilReady, windowCount } from '../support/windows.ts'
import { expect, test } from './fixtures.ts'

/** A whole shift, on a busy PC. */
const SHIFT_TIMEOUT_MS = 240_000
/** A film of such a size takes its time. */
const PATIENT = { timeout: 30_000 }
const COLLEAGUE = 'night-desk'
const FILM = 'Autumn film.mp4'
/** Each kind, and what stands above its widget. */
const TEN = [
  ['Number', 'Devices offline'],
  ['Gauge', 'Devices available'],
  ['Promise', 'Devices available'],
  ['Clock', 'Clock'],
  ['Time series', 'Events a second'],
  ['Bars', 'Devices by place'],
  ['Places', 'Devices by place'],
  ['Events', 'What happens'],
  ['Queue', 'Changes on this PC'],
  ['Alarm ticker', 'Latest alarms'],
] as const

/** What the shift comes to. Two changes of what the server had not seen yet went as one. */
const DONE = [
  ...['create playlist', 'update playlist', 'create schedule', 'update schedule', 'update playlist'],
  ...['update schedule', 'create wallboard', 'update wallboard', 'create content'],
]

type Items = PlaylistData['items']

interface Given {
  readonly server: FleetServerProcess
  readonly network: TcpProxy
  readonly stick: string
  readonly start: () => Promise<ConsoleApp>
  readonly takeHand: TakeHand
}

/** One operator, one shift: all of the signage work in one go, in three languages. */
export async function signageShift(given: Given): Promise<void> {
  test.setTimeout(SHIFT_TIMEOUT_MS)
  const shift = await Shift.begin(given)
  await test.step('a film of 200 MB is on its way', () => shift.upload())
  await test.step('offline: a playlist is built, and another one changed while somebody else changes it', () =>
    shift.playlists())
  await test.step('the desk shows what remains, and the operator decides', () => shift.decide())
  await test.step('a schedule is told of its clash while it is typed, and moved out of the way', () => shift.schedule())
  await test.step('in Arabic, offline: an item plays longer', () => shift.inArabic())
  await test.step('in Japanese, offline: the schedule ends later', () => shift.inJapanese())
  await test.step('a wallboard of ten widgets on two windows, which are live', () => shift.wallboard())
  await test.step('killed and started again: the walls are back, and the film arrives whole', () => shift.restart())
  await test.step('nothing is pending, nothing lost, and each change was done once', () => shift.handOver())
}

class Shift {
  readonly #given: Given
  readonly #sum: string
  #app: ConsoleApp
  #hand: Hand
  /** The name of a device that another schedule claims every day from ten to twelve. */
  readonly #device: string
  /** The playlist that two people change, as the server had it before. */
  #shared: { id: string; name: string; items: Items } = { id: '', name: '', items: [] }

  private constructor(given: Given, sum: string, device: string, app: ConsoleApp, hand: Hand) {
    this.#given = given
    this.#sum = sum
    this.#device = device
    this.#app = app
    this.#hand = hand
  }

  static async begin(given: Given): Promise<Shift> {
    const sum = writeFilm(join(given.stick, FILM), 200)
    const device = await claimedDevice(given.server)
    const app = await given.start()
    await app.waitForConnection('online')
    await app.page.getByRole('grid', { name: 'Devices' }).waitFor()
    return new Shift(given, sum, device, app, await given.takeHand(app, en))
  }

  async upload(): Promise<void> {
    await this.#holdAt(40)
    await this.#app.answerFileDialogs(join(this.#given.stick, FILM))
    await this.#hand.to('content')
    await this.#hand.press('button', 'Upload files')
    await this.#expectUploaded(40)
  }

  async playlists(): Promise<void> {
    const [one, two, three] = (await this.#records('content')).map(({ data }) => String(data['name']))
    const hand = this.#hand
    await this.#goOffline()
    await hand.to('playlists')
    await hand.press('button', 'New playlist', 'n')
    await hand.write('Name', 'Night shift')
    await hand.press('button', 'Create playlist', 'Enter')
    await hand.press('button', 'Add content')
    for (const name of [one, two, three, one]) {
      await hand.take('Content', String(name))
      await hand.press('button', 'Add to the end', 'Enter')
    }
    await expect(this.#page.getByRole('status').filter({ hasText: '4 items now' })).toBeVisible()
    await hand.press('button', 'Done', 'Escape')
    const built = await this.#shownItems(4)
    await hand.firstToEnd(this.#items)
    await expect.poll(() => this.#shownItems(4)).toEqual([...built.slice(1), built[0]])
    await hand.press('button', 'Save', 'Control+Enter')
    await this.#app.waitForPending(1)
    await hand.press('button', 'Close details', 'Escape')
    await this.#changeTogether()
    await this.#goOnline(80)
    const made = async () => this.#namesOf((await this.#playlist('Night shift')).items)
    await expect.poll(made).toEqual([two, three, one, one])
  }

  /** Ours goes to the end and plays for 71 s; theirs is another order, one item more, and 99 s for the same one. */
  async #changeTogether(): Promise<void> {
    const hand = this.#hand
    const { server } = this.#given
    const record = (await this.#records('playlist')).find(({ data }) => data['name'] !== 'Night shift')
    if (record === undefined) throw new Error('the server has no playlist')
    const items = record.data['items'] as Items
    this.#shared = { id: record.id, name: String(record.data['name']), items }
    await hand.open('Search playlists', this.#shared.name)
    await this.#shownItems(items.length)
    const [name] = await this.#namesOf(items)
    await hand.write(`Seconds of ${name}`, '1:11')
    await hand.firstToEnd(this.#items)
    await hand.press('button', 'Save', 'Control+Enter')
    await this.#app.waitForPending(2)
    await hand.press('button', 'Close details', 'Escape')
    const token = await server.issueToken({ userId: 'usr_night', userName: 'Night desk' })
    const colleague = await connectClient({ ...server, token }, { clientId: COLLEAGUE })
    const [first, second, ...rest] = items
    if (first === undefined || second === undefined) throw new Error('the playlist is too short')
    const theirs = { id: 'item-of-theirs', contentId: first.contentId, durationSeconds: 77 }
    const fields = { items: [theirs, { ...first, durationSeconds: 99 }, ...rest.toReversed(), second] }
    const [result] = await colleague.apply(
      operation({ kind: 'update', entityType: 'playlist', entityId: record.id, baseVersion: record.version, fields }),
    )
    expect(result?.outcome).toBe('applied')
    colleague.close()
  }

  /** Merged: their item and their duration, for what both wrote, and our place in the order. */
  async decide(): Promise<void> {
    const hand = this.#hand
    const { items, name } = this.#shared
    const [content] = await this.#namesOf(items)
    await this.#page.getByRole('link', { name: 'Conflicts 1 to decide' }).waitFor()
    await hand.to('conflicts')
    await hand.press('row', new RegExp(name), 'j')
    const decision = this.#page.getByRole('region', { name: 'Conflict details' })
    await expect(decision).toContainText(`${content} · 71 s`)
    await expect(decision).toContainText(`${content} · 99 s`)
    await hand.press('button', 'Keep merged', 'g')
    await hand.press('button', 'Decide', 'Control+Enter')
    await expect.poll(async () => (await this.#playlist(name)).items.at(-1)?.id).toBe(items[0]?.id)
    const merged = (await this.#playlist(name)).items
    expect(merged.map(({ id }) => id).toSorted()).toEqual(['item-of-theirs', ...items.map(({ id }) => id)].toSorted())
    expect(merged[0]?.id).toBe('item-of-theirs')
    expect(merged.at(-1)).toMatchObject({ id: items[0]?.id, durationSeconds: 99 })
  }

  async schedule(): Promise<void> {
    const hand = this.#hand
    const panel = this.#page.getByRole('region', { name: 'Schedule details' })
    const mark = this.#page.getByRole('grid', { name: 'Schedules' }).getByTitle('Clashes with Guided tours')
    await hand.to('schedules')
    await hand.press('button', 'New schedule', 'n')
    await hand.write('Name', 'Open house')
    await hand.choose('Playlist', 'Night shift')
    await hand.press('button', 'Add devices…')
    await hand.tick('Search devices', 'Devices to choose from', this.#device)
    await hand.press('button', 'Add 1 device')
    await hand.write('From', '11')
    await hand.write('Until', '1330')
    await hand.write('Time zone', 'UTC', 'combobox')
    const editor = this.#page.getByRole('region', { name: 'New schedule' })
    await expect(editor.getByText(/^Clashes with Guided tours: first on .*11:00, on /)).toBeVisible()
    await hand.press('button', 'Create schedule', 'Control+Enter')
    await expect(panel.getByRole('heading', { name: 'Open house' })).toBeVisible()
    await expect(mark).toBeVisible()
    await hand.write('From', '12:00')
    await hand.press('button', 'Save', 'Control+Enter')
    await expect(panel.getByText(/^Clashes with/)).toHaveCount(0)
    await expect(mark).toHaveCount(0)
    await expect.poll(() => this.#schedule()).toMatchObject({ startTime: '12:00', endTime: '13:30', timeZone: 'UTC' })
  }

  async inArabic(): Promise<void> {
    const hand = this.#hand
    await hand.speak('العربية', ar)
    await expect(this.#page.locator('html')).toHaveAttribute('dir', 'rtl')
    await hand.to('content')
    await this.#expectUploaded(80)
    await this.#goOffline()
    await hand.to('playlists')
    await hand.open(ar.playlists.search, 'Night shift')
    const { items } = await this.#playlist('Night shift')
    const [name] = await this.#namesOf(items)
    await this.#shownItems(4)
    await hand.write(withName(ar.playlists.items.duration, String(name)), '0:45')
    await hand.press('button', ar.playlists.save, 'Control+Enter')
    await this.#app.waitForPending(1)
    await this.#goOnline(120)
    const seconds = async () => (await this.#playlist('Night shift')).items[0]?.durationSeconds
    await expect.poll(seconds).toBe(45)
  }

  async inJapanese(): Promise<void> {
    const hand = this.#hand
    await hand.speak('日本語', ja)
    await expect(this.#page.locator('html')).toHaveAttribute('dir', 'ltr')
    await hand.to('content')
    await this.#expectUploaded(120)
    await this.#goOffline()
    await hand.to('schedules')
    await hand.open(ja.schedules.search, 'Open house')
    await hand.write(ja.schedules.field.end, '14:00')
    await hand.press('button', ja.schedules.save, 'Control+Enter')
    await this.#app.waitForPending(1)
    await this.#goOnline(160)
    await expect.poll(() => this.#schedule()).toMatchObject({ startTime: '12:00', endTime: '14:00' })
    await hand.speak('English', en)
  }

  async wallboard(): Promise<void> {
    const hand = this.#hand
    await hand.to('wallboards')
    await hand.press('button', 'New wallboard', 'n')
    await hand.choose('Begin with', 'An empty board')
    await hand.write('Name', 'Night wall')
    await hand.press('button', 'Create wallboard', 'Enter')
    await hand.press('button', 'Build')
    for (const [kind] of TEN) await hand.addWidget(kind)
    await hand.press('button', 'Save', 'Control+Enter')
    await expect.poll(async () => (await this.#board())?.pages[0]?.widgets.length).toBe(TEN.length)
    await hand.press('button', 'Close', 'Escape Escape')
    const walls = [await this.#openWall(), await this.#openWall()]
    await this.#expectLive(walls)
  }

  async #openWall(): Promise<Page> {
    const coming = this.#app.app.waitForEvent('window')
    await this.#hand.press('button', 'On a wall…')
    await this.#hand.takeFirst()
    const wall = await coming
    await untilReady(wall)
    return wall
  }

  /** All ten widgets are drawn, and a device that is lost is counted in each window. */
  async #expectLive(walls: readonly Page[]): Promise<void> {
    expect(walls).toHaveLength(2)
    for (const wall of walls) {
      const board = wall.getByRole('region', { name: 'Night wall', exact: true })
      for (const [, name] of TEN) await expect(board.getByRole('article', { name, exact: true }).first()).toBeVisible()
    }
    const devices = await this.#records('device')
    const lost = devices.filter(({ reported }) => reported['status'] === 'offline').length
    const next = devices.find(({ reported }) => reported['status'] === 'online')
    await this.#given.server.switch('device-status', { deviceId: next?.id, status: 'offline' })
    for (const wall of walls)
      await expect(wall.getByRole('article', { name: 'Devices offline' })).toContainText(String(lost + 1))
  }

  async restart(): Promise<void> {
    const { takeHand, start } = this.#given
    await this.#hand.to('content')
    await this.#expectUploaded(160)
    await this.#hand.end()
    await this.#app.kill9()
    await this.#holdAt(null)
    this.#app = await start()
    await expect.poll(() => windowCount(this.#page)).toBe(3)
    this.#hand = await takeHand(this.#app, en)
    await this.#expectLive(this.#app.app.windows().filter((window) => window !== this.#page))
    const films = async () => (await this.#records('content')).filter(({ data }) => data['checksum'] === this.#sum)
    await expect.poll(async () => (await films()).length, PATIENT).toBe(1)
    await this.#hand.to('content')
    await expect(this.#filmLine).toContainText('Uploaded')
  }

  /** The console’s own list of what it has done, against every effect that the server has recorded. */
  async handOver(): Promise<void> {
    await this.#app.waitForPending(0)
    await expect(this.#page.getByRole('link', { name: /to decide$/ })).toHaveCount(0)
    const asked = { scope: 'history', offset: 0, limit: 100 }
    const { value } = (await this.#app.request('operations:list', asked)) as { value: { operations: DoneOperation[] } }
    const done = value.operations.filter(({ state }) => state !== 'merged')
    expect(done.filter(({ state }) => state !== 'applied')).toEqual([])
    const ours = (await this.#given.server.audit()).filter(({ clientId }) => clientId !== COLLEAGUE)
    const { applied, ...faults } = judgeAudit(done, ours)
    expect(faults).toEqual({ lost: [], duplicated: [], reordered: [], foreign: [] })
    expect(done.map(({ kind, entityType }) => `${kind} ${entityType}`).toReversed()).toEqual(DONE)
    await this.#hand.to('pending')
    await expectTree(this.#app, 'end-of-shift')
    await this.#hand.end()
  }

  get #page(): Page {
    return this.#app.page
  }

  get #items(): Locator {
    return this.#page.getByRole('grid', { name: this.#hand.words.playlists.items.list }).getByRole('row')
  }

  async #shownItems(count: number): Promise<(string | null)[]> {
    await expect(this.#items).toHaveCount(count)
    return this.#items.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-item')))
  }

  #records(entityType: 'content' | 'playlist' | 'schedule' | 'device' | 'wallboard') {
    return this.#given.server.entities(entityType)
  }

  async #playlist(name: string): Promise<{ id: string; items: Items }> {
    const record = (await this.#records('playlist')).find(({ data }) => data['name'] === name)
    return { id: record?.id ?? '', items: (record?.data['items'] ?? []) as Items }
  }

  async #namesOf(items: Items): Promise<string[]> {
    const names = new Map((await this.#records('content')).map(({ id, data }) => [id, String(data['name'])]))
    return items.map(({ contentId }) => String(names.get(contentId)))
  }

  async #schedule(): Promise<ScheduleData | undefined> {
    const record = (await this.#records('schedule')).find(({ data }) => data['name'] === 'Open house')
    return record?.data as ScheduleData | undefined
  }

  async #board(): Promise<BoardData | undefined> {
    const record = (await this.#records('wallboard')).find(({ data }) => data['name'] === 'Night wall')
    return record?.data as BoardData | undefined
  }

  /** The server takes bytes of the film up to there, and drops whoever brings more. */
  async #holdAt(megabytes: number | null): Promise<void> {
    await this.#given.server.switch('uploads', { holdAt: megabytes === null ? null : megabytes * MB })
  }

  get #filmLine(): Locator {
    const { tray } = this.#hand.words.content.upload
    return this.#page.getByRole('region', { name: tray }).getByRole('listitem').filter({ hasText: FILM })
  }

  async #expectUploaded(megabytes: number): Promise<void> {
    await expect(this.#filmLine.getByRole('progressbar')).toHaveJSProperty('value', megabytes * MB, PATIENT)
  }

  /** On the page of the film, which says what it waits for. */
  async #goOffline(): Promise<void> {
    this.#given.network.set('refuse')
    await this.#app.waitForConnection('offline')
    await expect(this.#filmLine).toContainText(this.#hand.words.content.state.offline)
  }

  /** All that waited is sent, and the film goes on up to there. */
  async #goOnline(megabytes: number): Promise<void> {
    await this.#holdAt(megabytes)
    this.#given.network.set('pass')
    await this.#app.waitForConnection('online')
  }
}

interface DoneOperation extends AcceptedOperation {
  readonly kind: string
  readonly entityType: string
  readonly state: string
}

/** A text in which a name stands, which is set off from it where lines run from right to left. */
function withName(text: string, name: string): RegExp {
  const escaped = (words: string): string => words.replaceAll(/[()[\]{}.*+?^$|\\]/g, '\\$&')
  const [before = '', after = ''] = text.split('{{name}}')
  return new RegExp(`^${escaped(before)}.?${escaped(name)}.?${escaped(after)}$`)
}

/** A device that is on, and one schedule that claims it every day from ten to twelve; the others reach nothing of it. */
async function claimedDevice(server: FleetServerProcess): Promise<string> {
  const device = (await server.entities('device')).find(({ reported }) => reported['status'] === 'online')
  const [first, ...others] = await server.entities('schedule')
  if (device === undefined || first === undefined) throw new Error('the server has no device or no schedule')
  const edit = (entityId: string, fields: Partial<ScheduleData>) =>
    server.switch('edit', { entityType: 'schedule', entityId, fields, actor: 'Night desk' })
  for (const { id } of others) await edit(id, { enabled: false })
  await edit(first.id, {
    ...{ name: 'Guided tours', deviceIds: [device.id], days: [0, 1, 2, 3, 4, 5, 6], startTime: '10:00' },
    ...{ endTime: '12:00', timeZone: 'UTC', priority: 50, enabled: true },
  })
  return String(device.data['name'])
}
