import { z } from 'zod'
import { LIST_FORMATS, LISTS, MAX_LIST_COLUMNS, MAX_LIST_ROWS } from '../domain/list-export.ts'
import { cancelled, refused } from '../domain/transfer.ts'
import { done } from './common.ts'

const token = z.string().max(100)
const text = z.string().max(100_000)
const listValue = z.union([text, z.number(), z.boolean(), z.null(), z.array(text).max(10_000)])
const columnsSchema = z
  .array(z.object({ id: z.string().min(1).max(60), title: z.string().min(1).max(200) }))
  .min(1)
  .max(MAX_LIST_COLUMNS)
  .refine((columns) => new Set(columns.map(({ id }) => id)).size === columns.length, 'a column occurs twice')

/**
 * Lists as files, written while a window reads them out: begun once, then rows, then finished or cancelled. Until it is finished
 * nothing is in the place that the operator has chosen.
 */
export const LIST_REQUESTS = {
  /** Asks for a file. What this window was writing is given up. */
  'lists:begin': {
    request: z.object({ list: z.enum(LISTS), format: z.enum(LIST_FORMATS), columns: columnsSchema }),
    response: z.discriminatedUnion('outcome', [cancelled, refused, z.object({ outcome: z.literal('begun'), token })]),
  },
  /** Refused, it is given up, and nothing was written. `not-found`: it was given up before. */
  'lists:append': {
    request: z.object({ token, rows: z.array(z.array(listValue).max(MAX_LIST_COLUMNS)).min(1).max(MAX_LIST_ROWS) }),
    response: z.discriminatedUnion('outcome', [refused, z.object({ outcome: z.literal('taken') })]),
  },
  'lists:finish': {
    request: z.object({ token }),
    response: z.discriminatedUnion('outcome', [
      refused,
      z.object({ outcome: z.literal('written'), fileName: z.string(), rows: z.number() }),
    ]),
  },
  'lists:cancel': { request: z.object({ token }), response: done },
} as const
