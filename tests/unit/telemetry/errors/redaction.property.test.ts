import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { buildEvent } from '../../../../src/main/telemetry/errors/build-event.ts'
import { cleanEvent } from '../../../../src/main/telemetry/errors/clean-event.ts'
import { type ErrorFacts, factsOf } from '../../../../src/main/telemetry/errors/report.ts'
import { configOf, PROGRAM, reportOf } from '../../../support/error-reports.ts'

const CORE = 'Pl4ntedS3cret'
const MAIL_USER = 'anna.planted'
const KNOWN = 'known-token-9f8e7d'
const PERSON = 'plantedperson'

/** Texts that hold something that must not leave, as it is met in errors and answers of servers. */
const planted = fc.constantFrom(
  `Bearer ${CORE}`,
  `Authorization: Basic ${CORE}`,
  `{"password":"${CORE} with blanks"}`,
  `{"body":"{\\"accessToken\\":\\"${CORE}\\"}"}`,
  `token=${CORE}&x=1`,
  `OUTPOST_TOKEN='${CORE}'`,
  `api_key: ${CORE}`,
  `https://user:${CORE}@fleet.example.org/x`,
  `https://${CORE}@errors.example.org/7`,
  `eyJhbGciOiJIUzI1NiJ9.${CORE}.${CORE}`,
  `-----BEGIN PRIVATE KEY-----\n${CORE}\n-----END PRIVATE KEY-----`,
  `write to ${MAIL_USER}@example.org now`,
  `mailto:${MAIL_USER}%40example.org`,
  `<${MAIL_USER}+x@sub.example.co.uk>`,
  `refused ${KNOWN}!`,
  `ENOENT: /home/${PERSON}/.config/outpost`,
  `C:\\Users\\${PERSON}\\AppData`,
)
const surrounded = fc
  .tuple(fc.string({ maxLength: 30 }), planted, fc.string({ maxLength: 30 }))
  .map(([before, text, after]) => `${before} ${text} ${after}`)
const NAMED = fc
  .constantFrom('token', 'accessToken', 'password', 'set-cookie', 'x-api-key', 'email', 'userName', 'phone')
  .map((name) => ({ [name]: CORE }))
const structure = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 5 },
    surrounded,
    NAMED,
    surrounded.map((text) => new Error(text, { cause: text })),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(surrounded, tie('any'), { maxKeys: 3 }),
    tie('any').map((value) => new Map([['entry', value]])),
    tie('any').map((value) => new Set([value])),
    tie('any').map((value) => Object.assign(new Error('x'), { extra: value })),
  ),
})).any

function withStack(text: string, depth: number): ErrorFacts {
  const error = new Error(text)
  error.stack = `Error: ${text}\n    at f (/home/${PERSON}/out/main/index.js:1:2)\n    at ${text}`
  return { ...factsOf(error), name: text.slice(0, 100), cause: depth === 0 ? null : withStack(text, depth - 1) }
}

describe('an envelope', () => {
  it('never holds a planted token, password, e-mail or name, whatever it is made of', () => {
    fc.assert(
      fc.property(structure, surrounded, fc.nat(3), (metadata, text, causes) => {
        const facts = withStack(text, causes)
        const report = {
          ...reportOf(null),
          facts,
          message: text,
          metadata: { metadata },
          component: text,
          action: text,
        }
        const event = buildEvent({
          ...{ id: 'e'.repeat(32), at: 1, report, leftOut: 0, config: configOf(), program: PROGRAM },
          crumbs: [{ category: 'log', level: 'warning', message: text, data: { text }, at: 1, times: 1 }],
          whereabouts: { user: null, tenant: null, site: null },
        })
        const sent = cleanEvent(event, [KNOWN])
        for (const secret of [CORE, MAIL_USER, KNOWN, PERSON]) expect(sent).not.toContain(secret)
      }),
      { numRuns: 1_000 },
    )
  })

  it('keeps the names of devices, and what happened', () => {
    const report = reportOf(new Error('Gate 12 north (DEV-0042) does not answer'), {
      metadata: { deviceName: 'Gate 12' },
    })
    const event = buildEvent({
      ...{ id: 'e'.repeat(32), at: 1, report, crumbs: [], leftOut: 0, config: configOf(), program: PROGRAM },
      whereabouts: { user: null, tenant: null, site: null },
    })
    const sent = cleanEvent(event, [])
    expect(sent).toContain('Gate 12 north (DEV-0042) does not answer')
    expect(sent).toContain('"deviceName":"Gate 12"')
    expect(sent).toContain('outpost-console@1.2.3')
  })

  it('that is too large goes without what led to it', () => {
    const crumbs = Array.from({ length: 50 }, (_, n) => {
      return { category: 'log', level: 'warning', message: `${n} ${'x'.repeat(5_000)}`, at: 1, times: 1 } as const
    })
    const event = buildEvent({
      ...{ id: 'e'.repeat(32), at: 1, report: reportOf(new Error('the fault')), leftOut: 0, config: configOf() },
      ...{ program: PROGRAM, crumbs, whereabouts: { user: null, tenant: null, site: null } },
    })
    const sent = cleanEvent(event, [])
    expect(Buffer.byteLength(sent)).toBeLessThan(200_000)
    expect(sent).toContain('the fault')
  })
})
