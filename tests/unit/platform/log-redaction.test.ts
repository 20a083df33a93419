import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatLogLine } from '../../../src/main/platform/log-line.ts'
import { IN_ADDRESS, redact, redactText } from '../../../src/main/platform/log-redaction.ts'

const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm5hIn0.s5Wl0Z_k-abcDEF'

describe('redaction', () => {
  it.each([
    `Bearer ${JWT}`,
    `the server said: Authorization: Bearer s3cr3tvalue`,
    `https://anna:s3cr3tvalue@fleet.example.org/`,
    `GET /?token=s3cr3tvalue&x=1`,
    `{"accessToken":"s3cr3tvalue"}`,
    `OUTPOST_TOKEN=s3cr3tvalue`,
    `x-api-key: s3cr3tvalue`,
    `basic czNjcjN0dmFsdWU6cw==`,
    `-----BEGIN PRIVATE KEY-----\ns3cr3tvalue\n-----END PRIVATE KEY-----`,
  ])('takes the secret out of %j', (text) => {
    const clean = redactText(text)
    expect(clean).not.toContain('s3cr3tvalue')
    expect(clean).not.toContain('czNjcjN0')
    expect(clean).not.toContain(JWT.slice(10, 30))
    expect(clean).toContain('[redacted]')
  })

  it.each(['the device restarted', 'tokens are fine here', '12 of 30 sent', 'https://fleet.example.org/v1/health'])(
    'leaves %j alone',
    (text) => expect(redactText(text)).toBe(text),
  )

  it('finds a token at any depth, under any name or as a value', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'list', 'error', 'map'), { maxLength: 9 }),
        fc.constantFrom(
          'token',
          'accessToken',
          'Authorization',
          'OUTPOST_TOKEN',
          'password',
          'x-api-key',
          'set-cookie',
        ),
        (path, name) => {
          const leaf: unknown = { [name]: 's3cr3tvalue', free: `Bearer ${JWT}` }
          const wrapped = path.reduce<unknown>((inner, kind) => wrap(kind, inner), leaf)
          const line = JSON.stringify(redact(wrapped))
          expect(line).not.toContain('s3cr3tvalue')
          expect(line).not.toContain(JWT.slice(0, 20))
        },
      ),
    )
  })

  it('keeps what only has the name of a secret', () => {
    expect(redact({ tokenExpiresAt: 5, hasToken: true, token: null })).toEqual({
      tokenExpiresAt: 5,
      hasToken: true,
      token: null,
    })
  })

  it('keeps an error readable, with its cause', () => {
    const error = new Error('could not connect', { cause: new Error(`refused ${JWT}`) })
    expect(redact(error)).toMatchObject({
      name: 'Error',
      message: 'could not connect',
      cause: { message: 'refused [redacted]' },
    })
  })

  it('never throws and always gives something JSON can hold', () => {
    const circular: Record<string, unknown> = {}
    circular['self'] = circular
    const hostile = {
      get trap(): never {
        throw new Error('no')
      },
    }
    expect(redact(circular)).toEqual({ self: '[circular]' })
    expect(redact(hostile)).toBe('[unreadable]')
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true }), (value) => {
        JSON.stringify(redact(value))
      }),
    )
  })

  it('finds names and passwords in addresses where a search from each beginning of a word found them', () => {
    const bySearching = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s/?#@]+@/gi
    const part = fc.constantFrom(
      'a',
      'Z',
      '0',
      '_',
      '.',
      '-',
      '+',
      ':',
      '/',
      '//',
      '://',
      '@',
      ' ',
      '?',
      'é',
      'https',
      'x'.repeat(60),
    )
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 24 }).map((parts) => parts.join('')),
        (text) => {
          const [pattern, replacement] = IN_ADDRESS
          expect(text.replace(pattern, replacement)).toBe(text.replace(bySearching, '$1[redacted]@'))
        },
      ),
      { numRuns: 20_000 },
    )
    const [pattern, replacement] = IN_ADDRESS
    expect('see x-y+z.1://anna:pw@host/a://b@c'.replace(pattern, replacement)).toBe(
      'see x-y+z.1://[redacted]@host/a://[redacted]@c',
    )
  })

  it.each([
    ['words and points', '.a'],
    ['words and dashes', '-A'],
    ['beginnings of addresses', 'a://'],
    ['names of secrets', 'token'],
    ['names of secrets, each followed by nothing', 'token '],
    ['backslashes behind the name of a secret', '\\', 'token'],
    ['spaces behind the name of a secret', ' ', 'token'],
    ['quotes that open', `"`, 'token='],
    ['beginnings of keys', '-----BEGIN PRIVATE KEY-----'],
    ['ends of keys', '-----END ', '-----BEGIN PRIVATE KEY-----'],
    ['beginnings of tokens', 'eyJ.'],
    ['addresses for mail without an end', 'a.a@'],
    ['encoded addresses for mail', '%40Ⅷ'],
    ['folders', '/home/'],
  ])(
    'takes time in proportion to the length of %s',
    (_what, unit, start = '') => {
      const textOf = (length: number): string => start + unit.repeat(length / unit.length)
      const [short, long] = [textOf(4_000), textOf(64_000)]
      const timeOf = (work: () => unknown): number =>
        Math.min(
          ...Array.from({ length: 3 }, () => {
            const from = performance.now()
            work()
            return performance.now() - from
          }),
        )
      // A pass over the same characters that is known to be linear says what this PC is worth at the moment.
      const linear = (text: string) => () => text.replace(/[\w-]{0,40}[=:]/g, '')
      const growth = timeOf(() => redactText(long, long.length)) / timeOf(() => redactText(short, short.length))
      const usual = timeOf(linear(long)) / timeOf(linear(short))
      // Sixteen times as long: the square would be sixteen times what is usual.
      expect(growth / Math.max(usual, 16)).toBeLessThan(5)
    },
    30_000,
  )

  it('cuts what is too long for a line', () => {
    expect(redactText('x'.repeat(10_000)).length).toBeLessThan(4_100)
    expect(redact(Array.from({ length: 1_000 }, (_, index) => index))).toHaveLength(51)
  })
})

describe('formatLogLine', () => {
  it('is one line of JSON whatever the message holds', () => {
    const line = formatLogLine({ at: 0, level: 'warn', scope: 'ipc', message: 'a\n{"at":"fake"}', data: { n: 1n } })
    expect(line).not.toContain('\n')
    expect(JSON.parse(line)).toEqual({
      at: '1970-01-01T00:00:00.000Z',
      level: 'warn',
      scope: 'ipc',
      message: 'a\n{"at":"fake"}',
      data: { n: '1' },
    })
  })
})

function wrap(kind: string, inner: unknown): unknown {
  if (kind === 'list') return [1, inner]
  if (kind === 'error') return new Error('outer', { cause: inner })
  if (kind === 'map') return new Map([['key', inner]])
  return { [kind]: inner }
}
