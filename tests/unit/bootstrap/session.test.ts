import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SessionStatus } from '#shared/domain/session.ts'
import { SessionDesk } from '../../../src/main/bootstrap/session.ts'
import { SiteIdentity } from '../../../src/main/bootstrap/site-identity.ts'
import type { ConnectionState } from '../../../src/shared/domain/connection.ts'
import type { Welcome } from '../../../src/shared/protocol/handshake.ts'
import { QueueRig, rename } from '../../support/queue-rig.ts'

const DAY_SHIFT = { id: 'usr_1', name: 'operator' }
const NIGHT_SHIFT = { id: 'usr_2', name: 'night shift' }

let rig: QueueRig
let identity: SiteIdentity
let state: ConnectionState
let hasToken: boolean
let signOuts: number
let told: SessionStatus[]
let desk: SessionDesk
let statusListener: () => void

function welcome(user: typeof DAY_SHIFT): void {
  identity.welcome({ user, site: { id: 'site_1', name: 'North' } } as unknown as Welcome)
  rig.host.user = user
  rig.host.outbox.userChanged()
}

beforeEach(async () => {
  rig = await QueueRig.open()
  rig.seedDevices('dev_1', 'dev_2', 'dev_3')
  identity = new SiteIdentity({}, 'client')
  state = 'online'
  hasToken = true
  signOuts = 0
  told = []
  const listen = (listener: () => void) => {
    statusListener = listener
    return () => undefined
  }
  const connection = {
    get state() {
      return state
    },
    onStatus: listen,
    onSession: listen,
  }
  const site = { identity, outbox: rig.host.outbox, connection } as never
  const host = {
    site,
    hasSite: true,
    get hasToken() {
      return hasToken
    },
    signOut: async () => {
      signOuts++
      hasToken = false
      identity.signOut()
    },
  }
  desk = new SessionDesk({
    host,
    clock: rig.clock,
    sink: { broadcast: (_name, event) => told.push(event as SessionStatus) },
  })
  desk.watch(site)
  welcome(DAY_SHIFT)
})
afterEach(() => rig.close())

describe('the session', () => {
  it('says who is signed in, and how much of others waits', async () => {
    await rig.enqueue(rename('dev_1', 'One'), rename('dev_2', 'Two'))
    const nothing = { ownWaiting: 0, othersWaiting: 0, othersQueued: 0 }
    const day = { user: DAY_SHIFT, lastUser: DAY_SHIFT, isSignedIn: true, ...nothing, ownWaiting: 2 }
    expect(desk.status()).toEqual(day)
    welcome(NIGHT_SHIFT)
    const night = { user: NIGHT_SHIFT, lastUser: NIGHT_SHIFT, isSignedIn: true, ...nothing }
    expect(desk.status()).toEqual({ ...night, othersWaiting: 2, othersQueued: 2 })
  })

  it('is over when the server refuses the token, but it is known whose it was', () => {
    state = 'needs-auth'
    expect(desk.status()).toMatchObject({ user: DAY_SHIFT, isSignedIn: false })
  })

  it('knows nobody before the first one has signed in', () => {
    expect(new SiteIdentity({}, 'client').user.id).toBe('')
  })

  it('is told to windows when it changes, and only then', async () => {
    statusListener()
    await rig.clock.advance(2_000)
    const before = told.length
    statusListener()
    await rig.clock.advance(2_000)
    expect(told).toHaveLength(before)
    hasToken = false
    statusListener()
    await rig.clock.advance(2_000)
    expect(told.at(-1)).toMatchObject({ isSignedIn: false })
  })
})

describe('signing out', () => {
  it('does nothing but say how much of one’s own waits, unless it is meant all the same', async () => {
    await rig.enqueue(rename('dev_1', 'One'), rename('dev_2', 'Two'))
    expect(await desk.signOut(false)).toEqual({ signedOut: false, waiting: 2 })
    expect({ signOuts, status: desk.status() }).toMatchObject({ signOuts: 0, status: { user: DAY_SHIFT } })
    expect(await desk.signOut(true)).toEqual({ signedOut: true, waiting: 2 })
    expect(desk.status()).toMatchObject({ user: null, lastUser: DAY_SHIFT, isSignedIn: false, ownWaiting: 2 })
    expect(rig.host.outbox.lanes.size).toBe(2)
  })

  it('does not wait for what others have waiting', async () => {
    await rig.enqueue(rename('dev_1', 'One'))
    welcome(NIGHT_SHIFT)
    expect(await desk.signOut(false)).toEqual({ signedOut: true, waiting: 0 })
    expect(rig.host.outbox.lanes.size).toBe(1)
  })

  it('is remembered until somebody signs in', () => {
    const meta = (mutations: ReturnType<SiteIdentity['signOut']>) =>
      Object.fromEntries(mutations.flatMap((one) => (one.type === 'meta.put' ? [[one.name, one.value]] : [])))
    const stored = { user_id: 'usr_1', actor: 'operator', first_user_id: 'usr_1', ...meta(identity.signOut()) }
    const later = new SiteIdentity(stored, 'client')
    expect({ isSignedOut: later.isSignedOut, user: later.user }).toEqual({ isSignedOut: true, user: DAY_SHIFT })
    const same = { user: DAY_SHIFT, site: { id: 'site_1', name: 'North' } } as unknown as Welcome
    const back = new SiteIdentity({ ...stored, ...meta(later.welcome(same)) }, 'client')
    expect(back.isSignedOut).toBe(false)
  })
})
