import { z } from 'zod'
import { UpdateError } from './problem.ts'

/** A plain name: what a feed names lies in the feed, nowhere else. */
const fileName = z
  .string()
  .regex(/^[^/\\:?#%]{1,200}$/)
  .refine((name) => name !== '.' && name !== '..')

/** What electron-builder writes beside a release, as far as it is used here. */
const manifestSchema = z.object({
  version: z.string().regex(/^\d{1,9}\.\d{1,9}\.\d{1,9}(?:[-+][0-9A-Za-z.+-]{1,60})?$/),
  files: z
    .array(
      z.object({ url: fileName, sha512: z.string().regex(/^[A-Za-z0-9+/]{86}==$/), size: z.number().int().min(1) }),
    )
    .min(1)
    .max(20),
  releaseDate: z.union([z.string(), z.date()]).optional(),
  releaseNotes: z.string().nullable().optional(),
  stagingPercentage: z.number().min(0).max(100).optional(),
})
export type Manifest = z.infer<typeof manifestSchema>

const MAX_NOTES = 20_000

/** @throws UpdateError `broken` */
export function checkManifest(name: string, parsed: unknown): Manifest {
  const checked = manifestSchema.safeParse(parsed)
  if (checked.success) return checked.data
  const issue = checked.error.issues[0]
  throw new UpdateError('broken', `${name} cannot be used: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}.`)
}

/** Plain text, whatever was written: the page shows it as it is, and no markup of it counts. */
export function notesOf({ releaseNotes }: Pick<Manifest, 'releaseNotes'>): string {
  return (releaseNotes ?? '').slice(0, MAX_NOTES).trim()
}

export function releasedAt({ releaseDate }: Pick<Manifest, 'releaseDate'>): number | null {
  if (releaseDate === undefined) return null
  const at = typeof releaseDate === 'string' ? Date.parse(releaseDate) : releaseDate.getTime()
  return Number.isNaN(at) ? null : at
}
