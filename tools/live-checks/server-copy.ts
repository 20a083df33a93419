import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { type EntityRecord, entityRecordSchema } from '#shared/domain/entities.ts'
import { HTTP_PATHS } from '#shared/protocol/http.ts'
import { MAX_PAGE } from '#shared/protocol/version.ts'
import type { Violations } from './violation.ts'

const pageSchema = z.object({
  sequence: z.number(),
  records: z.array(entityRecordSchema),
  nextPage: z.string().nullable(),
})

export interface ServerCopy {
  /** The head of the feed when it was read. */
  readonly sequence: number
  readonly records: readonly EntityRecord[]
}

/** Everything a server holds, read by the protocol's own snapshot over HTTP. Only exact while nothing changes. */
export async function readServer(address: { readonly url: string; readonly token: string }): Promise<ServerCopy> {
  const records: EntityRecord[] = []
  let page: string | null = null
  let sequence = 0
  do {
    const query: string = new URLSearchParams({
      limit: String(MAX_PAGE),
      ...(page === null ? {} : { page }),
    }).toString()
    const headers = { authorization: `Bearer ${address.token}` }
    const response = await fetch(`${address.url}${HTTP_PATHS.snapshot}?${query}`, { headers })
    if (!response.ok) throw new Error(`the server answered ${response.status} to ${HTTP_PATHS.snapshot}`)
    const part: z.infer<typeof pageSchema> = pageSchema.parse(await response.json())
    records.push(...part.records)
    ;({ sequence } = part)
    page = part.nextPage
  } while (page !== null)
  return { sequence, records }
}

const PARTS = ['version', 'sequence', 'data', 'reported'] as const

/** Holds a console's copy against the server's, field by field. */
export function compareCopies(
  own: ReadonlyMap<string, EntityRecord>,
  server: readonly EntityRecord[],
  violations: Violations,
): void {
  const left = new Map(own)
  for (const record of server) {
    const name = nameOf(record)
    const held = left.get(name)
    left.delete(name)
    if (held === undefined) {
      violations.add('copy', `${name} is missing`)
      continue
    }
    for (const part of PARTS) {
      if (isDeepStrictEqual(held[part], record[part])) continue
      const [is, should] = [JSON.stringify(held[part]), JSON.stringify(record[part])]
      violations.add('copy', `${name}: ${part} is ${is} and should be ${should}`)
    }
  }
  for (const name of left.keys()) violations.add('copy', `${name} is here only`)
}

export function nameOf({ entityType, id }: { readonly entityType: string; readonly id: string }): string {
  return `${entityType}/${id}`
}
