import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Signer } from '../../../../src/main/outbox/bundle/export.ts'
import {
  type BundledOperation,
  type BundleHeader,
  fingerprintOf,
  signedMessage,
} from '../../../../src/main/outbox/bundle/format.ts'
import { bundleText } from '../../../../src/main/outbox/bundle/write.ts'
import { type BundlePc, newSigner, Office } from '../../../support/bundle-pc.ts'
import { createPlaylist, reload, rename } from '../../../support/queue-rig.ts'

interface Parsed {
  readonly bundle: BundleHeader
  readonly operations: readonly BundledOperation[]
}

let office: Office
let b: BundlePc
/** A good bundle of three operations, the last two a batch. */
let good: Buffer
let parsed: Parsed

beforeAll(async () => {
  office = new Office()
  const a = await office.pc('pc-a')
  b = await office.pc('pc-b')
  office.seedDevices('dev_1', 'dev_2')
  await a.host.outbox.enqueue([createPlaylist('pls_1')])
  await a.host.outbox.enqueue([rename('dev_1', 'Gleis 4 – süd'), reload('dev_2')], { isBatch: true })
  await a.export()
  good = office.stick.read('waiting.json')
  parsed = JSON.parse(good.toString('utf8')) as Parsed
})
afterAll(() => office.close())

/** A bundle signed with a key of one's own, as anybody can make it. */
async function signedBy(
  signer: Signer,
  operations: readonly unknown[],
  header: Partial<Record<keyof BundleHeader, unknown>> = {},
): Promise<Buffer> {
  const own = {
    ...parsed.bundle,
    publicKey: signer.publicKey.toString('base64'),
    fingerprint: fingerprintOf(signer.publicKey),
    count: operations.length,
    ...header,
  } as BundleHeader
  async function* pages(): AsyncGenerator<readonly BundledOperation[]> {
    yield operations as readonly BundledOperation[]
  }
  const parts: string[] = []
  for await (const part of bundleText(own, pages(), signer.sign)) parts.push(part)
  return Buffer.from(parts.join(''), 'utf8')
}

/** Inspects, and says with which code the file was refused; null: it was not. */
async function refusal(bytes: Buffer): Promise<string | null> {
  try {
    const { problems } = await b.inspectBytes(bytes)
    return problems[0]?.code ?? null
  } catch (error) {
    return (error as { code?: string }).code ?? String(error)
  }
}

const operation = (index: number, changes: object): object[] =>
  parsed.operations.map((one, at) => (at === index ? { ...one, ...changes } : one))

describe('a bundle', () => {
  it('is good as it was written', async () => {
    expect(await refusal(good)).toBeNull()
  })

  it('is refused with any byte changed, and the queue stays as it is', async () => {
    const codes = new Set<string | null>()
    for (let at = 0; at < good.length; at++) {
      const changed = Buffer.from(good)
      changed[at] = (changed[at] ?? 0) ^ 0x01
      codes.add(await refusal(changed))
    }
    expect(codes).toEqual(new Set(['damaged', 'wrong-format']))
    expect(b.host.outbox.lanes.size).toBe(0)
  })

  it('is refused with any byte missing or one too many', async () => {
    for (let at = 0; at < good.length; at += 7) {
      const without = Buffer.concat([good.subarray(0, at), good.subarray(at + 1)])
      const twice = Buffer.concat([good.subarray(0, at + 1), good.subarray(at)])
      expect([await refusal(without), await refusal(twice)].every((code) => code !== null)).toBe(true)
    }
    expect(await refusal(Buffer.concat([good, Buffer.from('\n')]))).toBe('damaged')
  })

  it('is refused wherever it is cut off', async () => {
    for (let end = 0; end < good.length; end += 5) {
      expect(await refusal(good.subarray(0, end))).toMatch(/^(damaged|wrong-format)$/)
    }
  })

  it('is refused when its operations change places', async () => {
    const lines = good.toString('utf8').split('\n')
    const swapped = [lines[0], lines[2], lines[1], ...lines.slice(3)].join('\n')
    expect(await refusal(Buffer.from(swapped, 'utf8'))).toBe('damaged')
  })

  it('is refused with the signature of another key, and with another key', async () => {
    const other = newSigner()
    const lines = good.toString('utf8').split('\n')
    const signature = await other.sign(signedMessage(Buffer.alloc(64)))
    lines[lines.length - 2] = `"signature":"${signature.toString('base64')}"}`
    expect(await refusal(Buffer.from(lines.join('\n'), 'utf8'))).toBe('damaged')
    const mine = await signedBy(other, parsed.operations, { publicKey: parsed.bundle.publicKey })
    expect(await refusal(mine)).toBe('damaged')
  })

  it('is refused when it names another fingerprint than its key has', async () => {
    const changed = await signedBy(newSigner(), parsed.operations, { fingerprint: parsed.bundle.fingerprint })
    expect(await refusal(changed)).toBe('damaged')
  })

  it('that somebody else signed anew is told by its fingerprint', async () => {
    const { summary } = await b.inspectBytes(await signedBy(newSigner(), parsed.operations))
    expect(summary.fingerprint).not.toBe(parsed.bundle.fingerprint)
  })

  it('of a newer version is refused with that reason', async () => {
    expect(await refusal(await signedBy(newSigner(), parsed.operations, { version: 2 }))).toBe('newer-version')
    expect(await refusal(await signedBy(newSigner(), operation(0, { schemaVersion: 99 })))).toBe('newer-version')
  })

  it.each([
    ['an empty file', ''],
    ['some text', 'Hello\n'],
    ['other JSON', '{"bundle":{"format":"other"},"operations":[\n'],
    ['a ledger', '{"format":"outpost-ledger"}\n'],
    ['zeros', '\0'.repeat(4_096)],
  ])('is not %s', async (_name, text) => {
    expect(await refusal(Buffer.from(text, 'utf8'))).toBe('wrong-format')
  })

  it('is not a line without an end', async () => {
    const endless = Buffer.concat([Buffer.from('{"bundle":'), Buffer.alloc(5 * 1_024 * 1_024, 0x20)])
    expect(await refusal(endless)).toBe('too-large')
  })
})

describe('a bundle that is signed well is refused all the same', () => {
  const crafted: readonly [string, () => object[]][] = [
    ['holds no operations that a console makes', () => operation(0, { intent: { kind: 'explode' } })],
    ['has fields that no entity has', () => operation(0, { intent: { ...intentOf(0), fields: { power: 9 } } })],
    ['makes an alert', () => operation(0, { intent: { ...intentOf(0), entityType: 'alert', fields: {} } })],
    ['has a value of a wrong form', () => operation(1, { intent: { ...intentOf(1), fields: { name: 7 } } })],
    ['names no entity', () => operation(0, { intent: { ...intentOf(0), entityId: undefined } })],
    ['has an entity id that is none', () => operation(1, { intent: { ...intentOf(1), entityId: '../../etc' } })],
    ['has a strange base', () => operation(1, { baseFields: { constructor: 1 } })],
    ['has more than a bundled operation has', () => operation(0, { acknowledged: { version: 1 } })],
    ['was sent already', () => operation(0, { state: 'sending' })],
    ['has a key that is none', () => operation(0, { key: 'key' })],
    ['has one key twice', () => operation(1, { key: parsed.operations[0]?.key })],
    ['was made by nobody', () => operation(0, { user: { id: '', name: '' } })],
    ['builds on itself', () => operation(0, { dependsOn: [parsed.operations[0]?.key] })],
    ['builds on what comes later', () => operation(0, { dependsOn: [parsed.operations[1]?.key] })],
    ['has half a batch', () => parsed.operations.slice(0, 2).map((one) => ({ ...one }))],
    ['has a batch of two sizes', () => operation(1, { batch: { id: parsed.operations[2]?.batch?.id, size: 3 } })],
  ]

  const intentOf = (index: number): object => parsed.operations[index]?.intent as object

  it.each(crafted)('when it %s', async (_name, operations) => {
    expect(await refusal(await signedBy(newSigner(), operations()))).toBe('invalid-operation')
  })

  it('when it builds on what neither it nor the PC has', async () => {
    const dependsOn = ['11111111-1111-4111-8111-111111111111']
    expect(await refusal(await signedBy(newSigner(), operation(0, { dependsOn })))).toBe('builds-on-missing')
  })

  it('when its count is wrong', async () => {
    const signer = newSigner()
    await expect(signedBy(signer, parsed.operations, { count: 2 })).rejects.toThrow('3 operations were written')
  })
})

describe('names in a bundle', () => {
  it('cannot reach the prototype of anything', async () => {
    const text = JSON.stringify(operation(1, {})).replace('"fields":{', '"fields":{"__proto__":{"isAdmin":true},')
    const crafted = await signedBy(newSigner(), JSON.parse(text) as unknown[])
    await refusal(crafted)
    expect(Object.hasOwn(Object.prototype, 'isAdmin')).toBe(false)
    expect(b.host.outbox.lanes.size).toBe(0)
  })
})
