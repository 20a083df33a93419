import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { channelName, FEED_EVENT_NAMES, feedEventSchema } from '#shared/protocol/feed.ts'
import { handshakeSchema } from '#shared/protocol/handshake.ts'
import { wireOperationSchema } from '#shared/protocol/operations.ts'
import { negotiateProtocol } from '#shared/protocol/version.ts'

const range = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
  .map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) }))

describe('versions', () => {
  it('settle on the highest number both ranges hold, whoever asks', () => {
    fc.assert(
      fc.property(range, range, (offered, spoken) => {
        const common = [1, 2, 3, 4, 5, 6, 7, 8, 9].filter(
          (version) => version >= Math.max(offered.min, spoken.min) && version <= Math.min(offered.max, spoken.max),
        )
        expect(negotiateProtocol(offered, spoken)).toBe(common.at(-1) ?? null)
        expect(negotiateProtocol(spoken, offered)).toBe(negotiateProtocol(offered, spoken))
      }),
    )
  })
})

describe('schemas of the wire', () => {
  it('survive any JSON without throwing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const schema of [handshakeSchema, wireOperationSchema, feedEventSchema]) {
          expect(() => schema.safeParse(value)).not.toThrow()
        }
      }),
    )
  })

  it('ignore members they do not know', () => {
    const handshake = {
      token: 't',
      tenant: 'main',
      clientId: 'c',
      protocol: { min: 1, max: 1 },
      cursor: null,
      epoch: null,
      client: { name: 'n', version: '1' },
    }
    expect(handshakeSchema.parse({ ...handshake, future: true })).toEqual(handshake)
  })

  it('name channels by tenant and topic', () => {
    expect(channelName('main', 'devices')).toBe('main/devices')
    expect(FEED_EVENT_NAMES).toHaveLength(6)
  })
})
