import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findMessageFault, MAX_MESSAGE_BYTES } from '../../../src/main/ipc/message-guard.ts'

describe('findMessageFault', () => {
  it('lets every small JSON value through', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const text = JSON.stringify(value)
        fc.pre(!/"(?:__proto__|constructor|prototype)"/.test(text))
        expect(findMessageFault(JSON.parse(text))).toBeNull()
      }),
    )
  })

  it('never lets more through than the cap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3_000_000 }), (length) => {
        expect(findMessageFault({ text: 'x'.repeat(length) }) === null).toBe(length + 11 <= MAX_MESSAGE_BYTES)
      }),
      { numRuns: 30 },
    )
  })

  it('refuses a cycle, and a value shared so often that it would fill the memory', () => {
    const circular: Record<string, unknown> = {}
    circular['self'] = circular
    expect(findMessageFault(circular)).not.toBeNull()
    let shared: unknown = ['x'.repeat(100)]
    for (let level = 0; level < 20; level += 1) shared = [shared, shared, shared, shared]
    expect(findMessageFault(shared)).toBe('too-large')
  })

  it('refuses a nearly empty list that claims to be endless, without walking it', () => {
    const sparse: unknown[] = []
    sparse.length = 4_294_967_295
    const startedAt = performance.now()
    expect(findMessageFault(sparse)).toBe('too-large')
    expect(performance.now() - startedAt).toBeLessThan(100)
  })

  it('refuses what is deeper than any request, without recursion', () => {
    let deep: unknown = 1
    for (let level = 0; level < 100_000; level += 1) deep = [deep]
    expect(findMessageFault(deep)).toBe('not-plain')
  })

  it('refuses many small things that add up', () => {
    expect(findMessageFault(Array.from({ length: 1_100_000 }, () => 0))).toBe('too-large')
    expect(findMessageFault(Array.from({ length: 300_000 }, () => ({})))).toBeNull()
    expect(findMessageFault(Array.from({ length: 600_000 }, () => ({})))).toBe('too-large')
  })

  it.each([
    new Map(),
    new Set(),
    new Date(),
    /x/,
    new Error('x'),
    new Uint8Array(1),
    new ArrayBuffer(1),
    1n,
    Symbol('x'),
    () => undefined,
    Object.create({ inherited: true }) as object,
  ])('refuses %s', (value: unknown) => {
    expect(findMessageFault({ value })).toBe('not-plain')
  })
})
