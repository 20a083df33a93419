import { afterEach, beforeEach, expect, it } from 'vitest'
import type { UpdateState } from '#shared/domain/updates.ts'
import { silentLogger } from '../../../src/main/platform/logger.ts'
import { UpdateError } from '../../../src/main/updates/problem.ts'
import type { RestPort } from '../../../src/main/updates/rest.ts'
import type { Remembered } from '../../../src/main/updates/update-memory.ts'
import type { UpdateWishes } from '../../../src/main/updates/update-schedule.ts'
import { UpdateService } from '../../../src/main/updates/update-service.ts'
import type { Found, Offer, Updater } from '../../../src/main/updates/updater-port.ts'
import { ManualClock } from '../../support/manual-clock.ts'

const OFFER: Offer = { version: '2.0.0', bytes: 1_000, notes: '', releasedAt: null }
const DAY = 86_400_000

class Rig {
  readonly clock = new ManualClock()
  readonly log: string[] = []
  wishes: UpdateWishes = {
    updateFeed: '/srv/updates',
    updateKeys: '',
    updateCheckEveryMs: 3_600_000,
    updateInstall: 'ask',
    updateWindow: '',
  }
  found: Found | UpdateError = { kind: 'newer', offer: OFFER }
  onTheirWay = 0
  work: string | null = null
  minute = 12 * 60
  room: UpdateError | null = null
  backup: UpdateError | null = null
  installer: UpdateError | null = null
  remembered: Remembered = { lastCheckedAt: null, putOffUntil: null, received: null }
  /** Left open: a download goes on until it is ended. */
  isEndless = false
  readonly rest: RestPort = {
    hold: () => this.log.push('hold'),
    release: () => this.log.push('release'),
    inFlight: () => this.onTheirWay,
    busyWith: () => this.work,
  }
  readonly updater: Updater = {
    canInstall: true,
    check: async () => {
      this.log.push('check')
      if (this.found instanceof UpdateError) throw this.found
      return this.found
    },
    download: (signal, onProgress) => {
      this.log.push('download')
      onProgress(500)
      if (!this.isEndless) return Promise.resolve()
      return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('ended'))))
    },
    install: async () => {
      this.log.push('install')
      if (this.installer !== null) throw this.installer
    },
  }
  readonly service = new UpdateService({
    version: '1.0.0',
    clock: this.clock,
    logger: silentLogger,
    wishes: () => this.wishes,
    createUpdater: async () => this.updater,
    memory: {
      read: async () => this.remembered,
      write: async (remembered) => {
        this.remembered = remembered
      },
    },
    rest: this.rest,
    assertRoom: async () => {
      if (this.room !== null) throw this.room
    },
    backUp: async () => {
      this.log.push('backup')
      if (this.backup !== null) throw this.backup
    },
    minuteOfDay: () => this.minute,
    onHandedOver: () => this.log.push('end'),
  })

  async settle(): Promise<void> {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve()
  }

  async pass(ms: number): Promise<void> {
    await this.clock.advance(ms)
    await this.settle()
  }

  get state(): UpdateState {
    return this.service.status().state
  }

  get problem(): string | null {
    return this.service.status().problem?.code ?? null
  }

  /** Received, and waiting to be installed. */
  async ready(): Promise<void> {
    await this.service.run()
    await this.pass(30_000)
    this.service.download()
    await this.settle()
    if (this.state !== 'ready') throw new Error(`it is ${this.state}`)
    this.log.length = 0
  }
}

let rig: Rig
beforeEach(() => {
  rig = new Rig()
})
afterEach(() => rig.service.stop())

it('asks nobody while no feed is set', async () => {
  rig.wishes = { ...rig.wishes, updateFeed: '' }
  rig.service.settingsChanged()
  await rig.service.run()
  await rig.pass(10 * DAY)
  rig.service.check()
  await rig.settle()
  expect(rig.log).toEqual([])
  expect(rig.state).toBe('off')
})

it('looks shortly after the start and then as often as set, and downloads nothing unasked', async () => {
  await rig.service.run()
  await rig.pass(30_000)
  expect(rig.service.status()).toMatchObject({ state: 'available', offered: { version: '2.0.0' } })
  await rig.pass(3_600_000)
  expect(rig.log).toEqual(['check', 'check'])
})

it('goes on looking as often as set, however often other settings change', async () => {
  await rig.service.run()
  await rig.pass(30_000)
  for (let minute = 0; minute < 60; minute++) {
    rig.service.settingsChanged()
    await rig.pass(60_000)
  }
  expect(rig.log).toEqual(['check', 'check'])
})

it('answers who asks before it looks by itself', async () => {
  rig.service.check()
  await rig.settle()
  expect(rig.state).toBe('available')
  await rig.service.run()
  expect(rig.service.status()).toMatchObject({ state: 'available', lastCheckedAt: rig.clock.now() })
})

it('backs up before it installs, and only when nothing is on its way and nothing is being written', async () => {
  await rig.ready()
  rig.onTheirWay = 2
  rig.service.install()
  await rig.settle()
  expect(rig.service.status()).toMatchObject({ state: 'waiting', inFlight: 2 })
  await rig.pass(10_000)
  expect(rig.log).toEqual(['hold'])
  rig.onTheirWay = 0
  rig.work = 'a report'
  await rig.pass(10_000)
  expect(rig.log).toEqual(['hold'])
  rig.work = null
  await rig.pass(100)
  expect(rig.log).toEqual(['hold', 'backup', 'install', 'end'])
  expect(rig.state).toBe('installing')
})

it('goes on with the present version when it waited too long, and sends again', async () => {
  await rig.ready()
  rig.onTheirWay = 1
  rig.service.install()
  for (let second = 0; second < 121; second++) await rig.pass(1_000)
  expect(rig.log).toEqual(['hold', 'release'])
  expect([rig.state, rig.problem]).toEqual(['ready', 'busy'])
})

it('can be called off while it waits', async () => {
  await rig.ready()
  rig.onTheirWay = 1
  rig.service.install()
  await rig.settle()
  rig.service.cancel()
  await rig.settle()
  expect(rig.log).toEqual(['hold', 'release'])
  expect([rig.state, rig.problem]).toEqual(['ready', null])
})

it('installs nothing that was not backed up, and nothing that the installer refuses, and sends again', async () => {
  await rig.ready()
  rig.backup = new UpdateError('no-room', '90 MB are needed, and 3 MB are free.')
  rig.service.install()
  await rig.pass(100)
  expect(rig.log).toEqual(['hold', 'backup', 'release'])
  expect([rig.state, rig.problem]).toEqual(['ready', 'no-room'])
  rig.log.length = 0
  rig.backup = null
  rig.installer = new UpdateError('install-failed', 'the password was not given')
  rig.service.install()
  await rig.pass(100)
  expect(rig.log).toEqual(['hold', 'backup', 'install', 'release'])
  expect([rig.state, rig.problem]).toEqual(['ready', 'install-failed'])
})

it('receives nothing where there is no room for it', async () => {
  await rig.service.run()
  await rig.pass(30_000)
  rig.room = new UpdateError('no-room', '312 MB are needed for the new version, and 3 MB are free.')
  rig.service.download()
  await rig.settle()
  expect(rig.service.status()).toMatchObject({
    state: 'available',
    problem: { code: 'no-room', detail: '312 MB are needed for the new version, and 3 MB are free.' },
  })
  expect(rig.log).toEqual(['check'])
})

it('ends a download when it is called off', async () => {
  rig.isEndless = true
  await rig.service.run()
  await rig.pass(30_000)
  rig.service.download()
  await rig.settle()
  expect(rig.service.status()).toMatchObject({ state: 'downloading', progress: { bytes: 500, total: 1_000 } })
  rig.service.cancel()
  await rig.settle()
  expect(rig.service.status()).toMatchObject({ state: 'available', progress: null, problem: null })
})

it('installs by itself within the hours that are set, and never outside of them or when it was put off', async () => {
  rig.wishes = { ...rig.wishes, updateInstall: 'when-idle', updateWindow: '02:00-04:30' }
  await rig.service.run()
  await rig.pass(30_000)
  expect(rig.state).toBe('ready')
  await rig.pass(DAY)
  expect(rig.log).not.toContain('hold')
  rig.service.putOff()
  rig.minute = 3 * 60
  await rig.pass(60_000)
  expect(rig.log).not.toContain('hold')
  await rig.pass(DAY)
  await rig.pass(100)
  expect(rig.log.slice(-4)).toEqual(['hold', 'backup', 'install', 'end'])
})

it('never restarts by itself where no hours are set', async () => {
  rig.wishes = { ...rig.wishes, updateInstall: 'when-idle' }
  await rig.service.run()
  for (rig.minute = 0; rig.minute < 1_440; rig.minute += 60) await rig.pass(3_600_000)
  expect(rig.state).toBe('ready')
  expect(rig.log).not.toContain('hold')
})

it('has at hand what was received before the last start', async () => {
  rig.remembered = { lastCheckedAt: 5, putOffUntil: null, received: '2.0.0' }
  await rig.service.run()
  await rig.pass(30_000)
  expect(rig.state).toBe('ready')
})

it('offers no more what was there before, when the feed is not signed any longer', async () => {
  await rig.service.run()
  await rig.pass(30_000)
  rig.found = new UpdateError('unsigned', 'There is no signature.')
  rig.service.check()
  await rig.settle()
  expect(rig.service.status()).toMatchObject({ state: 'idle', offered: null, problem: { code: 'unsigned' } })
})

it('forgets what one feed has offered when another is set', async () => {
  await rig.ready()
  rig.wishes = { ...rig.wishes, updateFeed: '/srv/other' }
  rig.found = { kind: 'same' }
  rig.service.settingsChanged()
  expect(rig.service.status()).toMatchObject({ state: 'idle', offered: null })
  await rig.pass(1)
  expect(rig.log).toEqual(['check'])
})
