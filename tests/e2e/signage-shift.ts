import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { ar } from '../../src/renderer/i18n/ar/texts.ts'
import { en } from '../../src/renderer/i18n/en/texts.ts'
import { ja } from '../../src/renderer/i18n/ja/texts.ts'
import { expectTree } from '../support/accessibility-tree.ts'
import type { ConsoleApp } from '../support/console-app.ts'
import { MB, writeFilm } from '../support/film.ts'
import type { FleetServerProcess } from '../support/fleet-server.ts'
import type { Hand, TakeHand } from '../support/hands.ts'
import type { TcpProxy } from '../support/tcp-proxy.ts'
import { untilReady, windowCount } from '../support/windows.ts'
import { expect, test } from './fixtures.ts'
import { expectDoneOnce, expectNoFault, expectWalls, TEN_WIDGETS } from './signage-results.ts'
import { type SharedPlaylist, SignageServer } from './signage-server.ts'

/** A whole shift, on a busy PC. */
const SHIFT_TIMEOUT_MS = 240_000
/** A film of such a size takes its time. */
const PATIENT = { timeout: 30_000 }
const FILM = 'Autumn film.mp4'
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
  const shared = await test.step('offline: a playlist is built, and another one changed as somebody else does', () =>
    shift.playlists())
  await test.step('the desk shows what remains, and the operator decides', () => shift.decide(shared))
  await test.step('a schedule is told of its clash while it is typed, and moved out of the way', () => shift.schedule())
  await test.step('in Arabic, offline: an item plays longer', () => shift.inArabic())
  await test.step('in Japanese, offline: the schedule ends later', () => shift.inJapanese())
  await test.step('a wallboard of ten widgets on two windows, which are live', () => shift.wallboard())
  await test.step('killed and started again: the walls are back, and the film arrives whole', () => shift.restart())
  await test.step('nothing is pending, nothing lost, and each change was done once', () => shift.handOver())
}

class Shift {
  readonly #given: Given
  readonly #server: SignageServer
  readonly #sum: string
  #app: ConsoleApp
  #hand: Hand
  /** The name of a device that another schedule claims every day from ten to twelve. */
  readonly #device: string

  private constructor(given: Given, sum: string, device: string, app: ConsoleApp, hand: Hand) {
    this.#given = given
    this.#server = new SignageServer(given.server)
    this.#sum = sum
    this.#device = device
    this.#app = app
    this.#hand = hand
  }

  static async begin(given: Given): Promise<Shift> {
    const sum = writeFilm(join(given.stick, FILM), 200)
    const device = await new SignageServer(given.server).claimedDevice()
    const app = await given.start()
    await app.waitForConnection('online')
    await app.page.getByRole('grid', { name: 'Devices' }).waitFor()
    return new Shift(given, sum, device, app, await given.takeHand(app, en))
  }

  async upload(): Promise<void> {
    await this.#server.holdAt(40)
    await this.#app.answerFileDialogs(join(this.#given.stick, FILM))
    await this.#hand.to('content')
    await this.#hand.press('button', 'Upload files')
    await this.#expectUploaded(40)
  }

  async playlists(): Promise<SharedPlaylist> {
    const [one, two, three] = await this.#server.contentNames()
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
    const shared = await this.#changeTogether()
    await this.#goOnline(80)
    const made = async () => this.#server.namesOf(await this.#server.itemsOf('Night shift'))
    await expect.poll(made).toEqual([two, three, one, one])
    return shared
  }

  /** Ours goes to the end and plays for 71 s. */
  async #changeTogether(): Promise<SharedPlaylist> {
    const hand = this.#hand
    const shared = await this.#server.somePlaylist()
    await hand.open('Search playlists', shared.name)
    await this.#shownItems(shared.items.length)
    const [name] = await this.#server.namesOf(shared.items)
    await hand.write(`Seconds of ${name}`, '1:11')
    await hand.firstToEnd(this.#items)
    await hand.press('button', 'Save', 'Control+Enter')
    await this.#app.waitForPending(2)
    await hand.press('button', 'Close details', 'Escape')
    await this.#server.changeElsewhere(shared)
    return shared
  }

  async decide(shared: SharedPlaylist): Promise<void> {
    const hand = this.#hand
    const [content] = await this.#server.namesOf(shared.items)
    await this.#page.getByRole('link', { name: 'Conflicts 1 to decide' }).waitFor()
    await hand.to('conflicts')
    await hand.press('row', new RegExp(shared.name), 'j')
    const decision = this.#page.getByRole('region', { name: 'Conflict details' })
    await expect(decision).toContainText(`${content} · 71 s`)
    await expect(decision).toContainText(`${content} · 99 s`)
    await hand.press('button', 'Keep merged', 'g')
    await hand.press('button', 'Decide', 'Control+Enter')
    await this.#server.expectMerged(shared)
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
    await expect
      .poll(() => this.#server.schedule('Open house'))
      .toMatchObject({ startTime: '12:00', endTime: '13:30', timeZone: 'UTC' })
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
    const [name] = await this.#server.namesOf(await this.#server.itemsOf('Night shift'))
    await this.#shownItems(4)
    await hand.write(withName(ar.playlists.items.duration, String(name)), '0:45')
    await hand.press('button', ar.playlists.save, 'Control+Enter')
    await this.#app.waitForPending(1)
    await this.#goOnline(120)
    const seconds = async () => (await this.#server.itemsOf('Night shift'))[0]?.durationSeconds
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
    await expect.poll(() => this.#server.schedule('Open house')).toMatchObject({ startTime: '12:00', endTime: '14:00' })
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
    for (const [kind] of TEN_WIDGETS) await hand.addWidget(kind)
    await expectNoFault(this.#page)
    await hand.press('button', 'Save', 'Control+Enter')
    await expect.poll(() => this.#server.widgetCount('Night wall')).toBe(TEN_WIDGETS.length)
    await hand.press('button', 'Close', 'Escape Escape')
    const walls = [await this.#openWall(), await this.#openWall()]
    await expectWalls(walls, await this.#server.loseDevice())
    for (const wall of walls.slice(0, 1)) await expectNoFault(wall)
  }

  async #openWall(): Promise<Page> {
    const coming = this.#app.app.waitForEvent('window')
    await this.#hand.press('button', 'On a wall…')
    await this.#hand.takeFirst()
    const wall = await coming
    await untilReady(wall)
    return wall
  }

  async restart(): Promise<void> {
    const { takeHand, start } = this.#given
    await this.#hand.to('content')
    await this.#expectUploaded(160)
    await this.#hand.end()
    await this.#app.kill9()
    await this.#server.holdAt(null)
    this.#app = await start()
    await expect.poll(() => windowCount(this.#page)).toBe(3)
    this.#hand = await takeHand(this.#app, en)
    const walls = this.#app.app.windows().filter((window) => window !== this.#page)
    await expectWalls(walls, await this.#server.loseDevice())
    await expect.poll(() => this.#server.filmCount(this.#sum), PATIENT).toBe(1)
    await this.#hand.to('content')
    await expect(this.#filmLine).toContainText('Uploaded')
    await this.#hand.press('button', 'Show')
    await expect(this.#page.getByRole('region', { name: 'Content details' })).toContainText(this.#sum.slice(0, 16))
  }

  async handOver(): Promise<void> {
    await this.#app.waitForPending(0)
    await expect(this.#page.getByRole('link', { name: /to decide$/ })).toHaveCount(0)
    await expectDoneOnce(this.#app, await this.#server.effects())
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
    await this.#server.holdAt(megabytes)
    this.#given.network.set('pass')
    await this.#app.waitForConnection('online')
  }
}

/** A text in which a name stands, which is set off from it where lines run from right to left. */
function withName(text: string, name: string): RegExp {
  const escaped = (words: string): string => words.replaceAll(/[()[\]{}.*+?^$|\\]/g, '\\$&')
  const [before = '', after = ''] = text.split('{{name}}')
  return new RegExp(`^${escaped(before)}.?${escaped(name)}.?${escaped(after)}$`)
}
