import { z } from 'zod'
import { pageSchema, targetSchema, windowKindSchema } from '#shared/domain/window.ts'
import { HOME_ROUTE } from '#shared/domain/window-route.ts'
import { rectangleSchema } from './window-bounds.ts'

/** More windows than this are neither opened nor remembered. */
export const MAX_WINDOWS = 16

/**
 * What is remembered of one window. Whatever cannot be read takes its default and leaves the rest: a damaged place
 * costs the window its place, not its page.
 */
export const windowRecordSchema = z.object({
  kind: windowKindSchema.catch('console'),
  page: pageSchema.catch(HOME_ROUTE.page),
  target: targetSchema.catch({}),
  /** The site it looks at; null: the one that is open. */
  siteId: z.string().min(1).max(200).nullable().catch(null),
  bounds: rectangleSchema.nullable().catch(null),
  displayId: z.number().nullable().catch(null),
  isMaximized: z.boolean().catch(false),
  isFullScreen: z.boolean().catch(false),
})
export type WindowRecord = z.infer<typeof windowRecordSchema>

export const HOME_RECORD: WindowRecord = windowRecordSchema.parse({})

const fileSchema = z.object({ windows: z.array(z.unknown()) })
/** Of the versions that had one window only. */
const singleSchema = z.object({ bounds: rectangleSchema, isMaximized: z.boolean(), isFullScreen: z.boolean() })

/** The windows of a stored file, consoles first; empty when there are none in it. */
export function parseWindowFile(stored: unknown): readonly WindowRecord[] {
  const single = singleSchema.safeParse(stored)
  if (single.success) return [{ ...HOME_RECORD, ...single.data }]
  const entries = fileSchema.safeParse(stored).data?.windows ?? []
  const records = entries.flatMap((entry) => windowRecordSchema.safeParse(entry).data ?? []).slice(0, MAX_WINDOWS)
  return [...records.filter(({ kind }) => kind === 'console'), ...records.filter(({ kind }) => kind !== 'console')]
}
