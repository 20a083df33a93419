import { isDeepStrictEqual } from 'node:util'
import type { EntityRecord } from '#shared/domain/entities.ts'
import { ConsoleApp } from '../../tests/support/console-app.ts'
import { type FleetServerProcess, until } from '../../tests/support/fleet-server.ts'
import { DevicesPage, PendingPage } from '../../tests/support/page-objects.ts'
import type { TcpProxy } from '../../tests/support/tcp-proxy.ts'
import { compare, type MergedChange } from './compare.ts'
import { enterPlan, PICTURED_EDIT, showAmongItsSite } from './enter-plan.ts'
import { carrierOf, listOperations } from './operations.ts'
import { EDITS, makePlan, type Plan } from './plan.ts'
import { drainTimes, watchDrain } from './strip-watch.ts'
import type { DemoReport, Transcript } from './transcript.ts'
import { expectationsOf, readWaiting, type WaitingScreen } from './waiting.ts'

export interface MainJob {
  readonly transcript: Transcript
  readonly server: FleetServerProcess
  readonly network: TcpProxy
  readonly profile: string
  readonly theme: 'dark' | 'light'
  /** Edits by other operators, while the job is played. */
  readonly editsPerMinute: number
}

const WIDTH = 1_920
const HEIGHT = 1_080
/** A simulated device is through with a reload after a second or two. */
const CONFIRM_TIMEOUT_MS = 30_000

/**
 * The main job: connect, watch the fleet live, lose the network, change 25 devices and make two, lose the app, start
 * again, find everything as it was, reconnect, and compare what was entered with what the server did.
 */
export async function playMainJob(job: MainJob): Promise<DemoReport> {
  const { transcript, server } = job
  let app = await startApp(job, 'startMs')
  await transcript.time('connectMs', () => app.waitForConnection('online'))
  transcript.say('The window is open and online.')
  const { plan, before, since } = await freezeAndPlan(job)
  await seeLiveChange(app, job, plan)
  await goOffline(app, job)
  await enterPlan(app, transcript, plan)
  const screen = await readWaiting(app, EDITS + plan.commands.length + plan.devices.length)
  const { accepted, differences } = expectationsOf(screen, plan)
  const merged = await readMerged(app)
  await app.page.screenshot({ path: transcript.picture('offline-changes-waiting') })
  transcript.say(
    `${screen.operations.length} changes are waiting, each marked on its row. The app is killed (SIGKILL).`,
  )
  app = await killAndStartAgain(app, job, accepted.length)
  differences.push(...(await checkSameAfterKill(app, job, screen)))
  const conflicts = await goOnlineAndDrain(app, job)
  const confirmed = await waitForDevices(app, transcript)
  await setOthersAtWork(job, false)
  const { after, effects } = await readServer(server, since)
  const { differences: found, ...counts } = compare({ accepted, merged, before, after, effects })
  const entered = accepted.length + merged.length
  transcript.say(
    `The server's audit has ${counts.applied} of ${entered} changes, ${counts.merged} more went along with a later one: lost ${counts.lost}, duplicated ${counts.duplicated}, out of order ${counts.reordered}.`,
  )
  await takeLastPictures(app, job, plan)
  await app.quit()
  const unconfirmed = plan.commands.length - confirmed
  const all = [...differences, ...found, ...(unconfirmed === 0 ? [] : [`${unconfirmed} commands were not confirmed`])]
  return transcript.finish({ accepted: entered, ...counts, confirmed, conflicts, differences: all })
}

async function readMerged(app: ConsoleApp): Promise<readonly MergedChange[]> {
  const merged = await listOperations(app, 'history', ['merged'])
  return Promise.all(merged.map(async ({ key }) => ({ key, carrier: await carrierOf(app, key) })))
}

/** Accepted is not applied: a command is over when its device says so. Resolves with how many were confirmed. */
async function waitForDevices(app: ConsoleApp, transcript: Transcript): Promise<number> {
  await transcript.time('devicesConfirmMs', () =>
    until(
      'the devices have confirmed their commands',
      async () => (await listOperations(app, 'pending')).length === 0,
      CONFIRM_TIMEOUT_MS,
    ),
  )
  const confirmed = (await listOperations(app, 'history', ['applied'])).filter(({ kind }) => kind === 'command')
  transcript.say(`${confirmed.length} commands were confirmed by their devices.`)
  return confirmed.length
}

async function startApp({ profile, network, server, theme, transcript }: MainJob, timing: string): Promise<ConsoleApp> {
  const options = { profile, serverUrl: network.url, token: server.token, theme }
  const app = await transcript.time(timing, () => ConsoleApp.start(options))
  await app.resize(WIDTH, HEIGHT)
  return app
}

interface Frozen {
  readonly plan: Plan
  readonly before: readonly EntityRecord[]
  /** The server's last effect before the job. */
  readonly since: number
}

/** Other operators hold still while the server is read, so that the records and the audit belong together. */
async function freezeAndPlan(job: MainJob): Promise<Frozen> {
  const { server } = job
  await setOthersAtWork(job, false)
  const before = await server.entities('device')
  const plan = makePlan(before, await server.entities('playlist'))
  return { plan, before, since: (await server.audit()).at(-1)?.id ?? 0 }
}

async function readServer(
  server: FleetServerProcess,
  since: number,
): Promise<{ after: EntityRecord[]; effects: Awaited<ReturnType<FleetServerProcess['audit']>> }> {
  const effects = await server.audit()
  return { after: await server.entities('device'), effects: effects.filter((effect) => effect.id > since) }
}

async function setOthersAtWork({ server, editsPerMinute }: MainJob, areAtWork: boolean): Promise<void> {
  await server.switch('simulation', { editsPerMinute: areAtWork ? editsPerMinute : 0 })
}

async function seeLiveChange(app: ConsoleApp, { transcript, server }: MainJob, { watched }: Plan): Promise<void> {
  const page = new DevicesPage(app)
  await page.search.fill(watched.name)
  const row = page.row(watched.id)
  await row.waitFor()
  for (const [status, word] of [
    ['online', 'Online'],
    ['offline', 'Offline'],
  ] as const) {
    await server.switch('device-status', { deviceId: watched.id, status })
    await transcript.time('liveChangeShownMs', () => row.getByText(word, { exact: true }).waitFor())
  }
  transcript.say(`${watched.name} went offline at the server, and on the screen.`)
  await page.search.fill('')
  // What is abnormal comes first.
  await page.sortBy('Status')
  await parkPointer(app)
  await app.page.screenshot({ path: transcript.picture('live-fleet') })
  await page.sortBy('Name')
}

async function goOffline(app: ConsoleApp, job: MainJob): Promise<void> {
  const { transcript, network } = job
  await transcript.time('offlineShownMs', async () => {
    network.set('refuse')
    await app.waitForConnection('offline')
  })
  await setOthersAtWork(job, true)
  transcript.say('The network is cut, and the console says so. Other operators go on working at the server.')
}

async function killAndStartAgain(app: ConsoleApp, job: MainJob, waiting: number): Promise<ConsoleApp> {
  const { transcript } = job
  return transcript.time('killToPendingShownMs', async () => {
    await app.kill9()
    const next = await startApp(job, 'restartMs')
    await next.waitForPending(waiting)
    return next
  })
}

async function checkSameAfterKill(
  app: ConsoleApp,
  { transcript }: MainJob,
  before: WaitingScreen,
): Promise<readonly string[]> {
  await app.waitForConnection('offline')
  const after = await readWaiting(app, before.operations.length)
  await app.go('Pending operations')
  await app.page.locator('[data-operation-key]').first().waitFor()
  await parkPointer(app)
  await app.page.screenshot({ path: transcript.picture('pending-after-the-kill') })
  const parts = ['operations', 'operationRows', 'deviceRows'] as const
  const changed = parts.filter((part) => !isDeepStrictEqual(before[part], after[part]))
  transcript.say(
    changed.length === 0
      ? `Started again, still offline: the same ${after.operations.length} changes are waiting, in the same order, with the same values.`
      : `Started again: NOT the same as before the kill: ${changed.join(', ')}.`,
  )
  return changed.map((part) => `${part} were not the same after the kill`)
}

async function goOnlineAndDrain(app: ConsoleApp, { transcript, network }: MainJob): Promise<number> {
  await watchDrain(app)
  network.set('pass')
  await app.waitForConnection('online')
  const conflicts = await keepMineUntilEmpty(app)
  const { reconnectMs, drainMs } = await drainTimes(app)
  transcript.keepTime('reconnectMs', reconnectMs)
  transcript.keepTime('drainMs', drainMs)
  const settled = conflicts === 0 ? '' : ` Clashes with other operators, settled by “Keep mine”: ${conflicts}.`
  transcript.say(`The network is back; everything was sent.${settled}`)
  return conflicts
}

/**
 * Conflicts need a decision: the demo always keeps its own value. So do commands that waited too long, on a slow PC: they
 * are still wanted. Resolves with the number of conflicts.
 */
async function keepMineUntilEmpty(app: ConsoleApp): Promise<number> {
  const pending = new PendingPage(app)
  const empty = app.page.locator('[data-pending-count="0"]')
  const stale = app.page.locator('[data-operation-state="stale"]')
  const settled = new Set<string>()
  for (;;) {
    const asking = pending.conflicts.or(stale).first()
    await empty.or(asking).first().waitFor()
    if (await empty.isVisible()) return settled.size
    const key = await asking.getAttribute('data-operation-key')
    if (key === null) continue
    const isConflict = (await asking.getAttribute('data-operation-state')) === 'conflicted'
    if (isConflict) settled.add(key)
    const decide = pending.row(key).getByRole('button', { name: isConflict ? 'Keep mine' : 'Confirm again' })
    await decide.click()
    await decide.waitFor({ state: 'detached' })
  }
}

async function takeLastPictures(app: ConsoleApp, { transcript }: MainJob, plan: Plan): Promise<void> {
  const pending = new PendingPage(app)
  await app.go('Pending operations')
  await pending.showHistory()
  await app.page.locator('[data-operation-state="applied"]').nth(EDITS).waitFor()
  await parkPointer(app)
  await app.page.screenshot({ path: transcript.picture('all-sent') })
  await app.go('Settings')
  await app.page.getByRole('group', { name: 'Theme' }).getByRole('button', { name: 'Light' }).click()
  await app.go('Devices')
  // The list is come back to as it was left: with what waits only, of which nothing is left.
  await new DevicesPage(app).setPendingOnly(false)
  const edit = plan.edits[PICTURED_EDIT]
  if (edit === undefined) return
  await showAmongItsSite(app, edit)
  await app.details
    .getByText('Done')
    .or(app.details.getByRole('img', { name: 'Done' }))
    .first()
    .waitFor()
  await app.page.screenshot({ path: transcript.picture('light') })
}

/** Out of the way, so that no row looks chosen in a picture. */
async function parkPointer(app: ConsoleApp): Promise<void> {
  await app.page.mouse.move(WIDTH - 1, HEIGHT - 1)
}
