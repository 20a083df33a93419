import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { entityRecordSchema } from '#shared/domain/entities.ts'
import { replySchema, SERVER_ERROR_CODES, serverErrorSchema } from '#shared/protocol/errors.ts'
import { FEED_BATCH, FEED_EVENTS, feedBatchSchema } from '#shared/protocol/feed.ts'
import { CAPABILITIES, handshakeSchema, welcomeSchema } from '#shared/protocol/handshake.ts'
import { HTTP_PATHS, healthSchema, tokenReplySchema } from '#shared/protocol/http.ts'
import { operationResultSchema, REJECTION_CODES, wireOperationSchema } from '#shared/protocol/operations.ts'
import { NOTICES, REQUESTS } from '#shared/protocol/requests.ts'
import {
  MAX_BATCH_OPERATIONS,
  MAX_FEED_BATCH,
  MAX_LOOKUP_KEYS,
  MAX_MESSAGE_BYTES,
  MAX_PAGE,
  MAX_READ_ENTITIES,
} from '#shared/protocol/version.ts'
import { MAX_ENTITY_BYTES } from '../../../src/fleet-server/core/validate.ts'

const PAGE = readFileSync(new URL('../../../docs/protocol.md', import.meta.url), 'utf8')

interface Example {
  readonly label: string
  readonly line: number
  readonly text: string
}

/** What the page's examples are called, and what they must be. */
const SCHEMAS = new Map<string, z.ZodType>([
  ['handshake', handshakeSchema],
  ['welcome', welcomeSchema],
  ['error', serverErrorSchema],
  ['record', entityRecordSchema],
  ['operation', wireOperationSchema],
  ['result', operationResultSchema],
  ['reply', replySchema(REQUESTS.ping.response.partial())],
  ['health', healthSchema],
  ['token', tokenReplySchema],
  ...Object.entries(FEED_EVENTS).map(([name, schema]): [string, z.ZodType] => [`event ${name}`, schema]),
  [`event ${FEED_BATCH}`, feedBatchSchema],
  ...Object.entries(NOTICES).map(([name, schema]): [string, z.ZodType] => [`notice ${name}`, schema]),
  ...Object.entries(REQUESTS).flatMap(([name, { request, response }]): [string, z.ZodType][] => [
    [`request ${name}`, request],
    [`response ${name}`, response],
  ]),
])

function examples(): Example[] {
  return [...PAGE.matchAll(/^```json(.*)\n([\s\S]*?)^```$/gm)].map((match) => ({
    label: (match[1] ?? '').trim(),
    text: match[2] ?? '',
    line: PAGE.slice(0, match.index).split('\n').length,
  }))
}

describe('the page about the protocol', () => {
  it.each(examples())('holds a valid example of "$label" in line $line', ({ label, text }) => {
    const schema = SCHEMAS.get(label)
    expect(schema, `no schema is called "${label}"`).toBeDefined()
    const value: unknown = JSON.parse(text)
    const parsed = schema?.safeParse(value)
    expect(parsed?.error?.issues ?? []).toEqual([])
    // Nothing in the example that the schema does not know.
    expect(parsed?.data).toEqual(value)
  })

  it('has an example of everything that travels', () => {
    const shown = new Set(examples().map((example) => example.label))
    expect([...SCHEMAS.keys()].filter((label) => !shown.has(label))).toEqual([])
    const outcomes = examples()
      .filter(({ label }) => label === 'result' || label === 'response operations:apply')
      .map(({ text }) => text)
      .join()
    for (const outcome of ['applied', 'duplicate', 'conflict', 'rejected', 'held']) {
      expect(outcomes).toContain(`"${outcome}"`)
    }
  })

  it('names every code, address and limit', () => {
    for (const code of [...SERVER_ERROR_CODES, ...REJECTION_CODES, ...CAPABILITIES]) {
      expect(PAGE).toContain(`| \`${code}\` |`)
    }
    for (const path of Object.values(HTTP_PATHS)) expect(PAGE).toContain(path)
    const limits = [
      MAX_MESSAGE_BYTES,
      MAX_BATCH_OPERATIONS,
      MAX_FEED_BATCH,
      MAX_LOOKUP_KEYS,
      MAX_PAGE,
      MAX_READ_ENTITIES,
      MAX_ENTITY_BYTES,
    ]
    for (const limit of limits) expect(PAGE).toContain(limit.toLocaleString('en-US'))
  })
})
