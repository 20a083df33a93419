import { z } from 'zod'
import { entityTypeSchema } from './ids.ts'
import { operationKindSchema } from './operation.ts'
import { reportHeadlineSchema } from './report.ts'

/** Why a file is not written or not taken in, in a stable code. Nothing was changed, unless the code says otherwise. */
export const FILE_PROBLEMS = [
  /** It is something else than what was to be taken in. */
  'wrong-format',
  /** It was changed, cut off, or is not signed with the key it names. */
  'damaged',
  'newer-version',
  'too-large',
  /** It holds a change that no console makes. */
  'invalid-operation',
  'wrong-site',
  /** This PC has never been connected to its site, so nobody can tell whether the file is for it. */
  'site-unknown',
  /** It builds on changes that neither it nor this PC holds. */
  'builds-on-missing',
  /** The changes are being sent just now: what was read is not what waits any more. */
  'moving',
  'no-room',
  /** The file or its folder may not be read or written. */
  'not-allowed',
  'not-written',
  'not-read',
  /** It may be there or not: the changes in it are `unknown`, and are asked for before they are sent. */
  'uncertain',
] as const
export const fileProblemSchema = z.object({ code: z.enum(FILE_PROBLEMS), message: z.string() })
export type FileProblem = (typeof FILE_PROBLEMS)[number]

export const cancelled = z.object({ outcome: z.literal('cancelled') })
export const refused = z.object({ outcome: z.literal('refused'), problem: fileProblemSchema })
const user = z.object({ id: z.string(), name: z.string() })

/** What a person must know of a bundle before it is taken in. Its signature is good. Times: milliseconds since the epoch. */
export const bundleSummarySchema = z.object({
  bundleId: z.string(),
  site: z.object({ id: z.string(), name: z.string(), tenant: z.string(), server: z.string() }),
  madeBy: z.object({ computer: z.string(), clientId: z.string(), user }),
  program: z.string(),
  exportedAt: z.number(),
  /** Of the key it is signed with, to be compared with what the other PC shows. */
  fingerprint: z.string(),
  /** A bundle signed with this key was taken in before. */
  isKnownSigner: z.boolean(),
  /** It was written on this PC. */
  isOwn: z.boolean(),
  count: z.number(),
  /** What they do, by kind and by what it is done to; together they are `count`. */
  parts: z.array(z.object({ kind: operationKindSchema, entityType: entityTypeSchema, count: z.number() })),
  /** Commands among them: they act on devices as soon as they are sent. */
  commands: z.number(),
  /** Not on this PC yet. */
  fresh: z.number(),
  /** Of the fresh ones: made by somebody else than who is signed in here. They wait until that person signs in. */
  ofOthers: z.number(),
  /** Who made the operations, at most 20 names. */
  makers: z.array(z.string()),
  /** When this very bundle was taken in here, by this PC's clock; null: never. */
  importedAt: z.number().nullable(),
})
export type BundleSummary = z.infer<typeof bundleSummarySchema>

export const bundleExportSchema = z.discriminatedUnion('outcome', [
  cancelled,
  refused,
  /** Nothing waits that could be carried; `left` waits and stays. */
  z.object({ outcome: z.literal('nothing'), left: z.number() }),
  z.object({
    outcome: z.literal('written'),
    count: z.number(),
    /** What waits here and stays here. */
    left: z.number(),
    fingerprint: z.string(),
    fileName: z.string(),
  }),
])

export const bundleInspectionSchema = z.discriminatedUnion('outcome', [
  cancelled,
  refused,
  z.object({
    outcome: z.literal('inspected'),
    fileName: z.string(),
    /** For the import; null: it cannot be taken in here, `problems` says why. */
    token: z.string().nullable(),
    summary: bundleSummarySchema,
    problems: z.array(fileProblemSchema),
  }),
])

export const bundleImportSchema = z.discriminatedUnion('outcome', [
  refused,
  /** `known`: were on this PC already, and nothing happened to them. */
  z.object({ outcome: z.literal('imported'), imported: z.number(), known: z.number() }),
])

/** What becomes of refused changes that are taken in. */
export const takeInAsSchema = z.enum(['quarantined', 'queued'])

/** What becomes of those that were given up on this PC: made again, they are other ones, and done twice if another PC has them. */
export const givenUpSchema = z.enum(['left-out', 'made-again'])

export const quarantineExportSchema = z.discriminatedUnion('outcome', [
  cancelled,
  refused,
  /** None of them was refused. */
  z.object({ outcome: z.literal('nothing') }),
  z.object({ outcome: z.literal('written'), count: z.number(), fileName: z.string() }),
])

export const quarantineImportSchema = z.discriminatedUnion('outcome', [
  cancelled,
  refused,
  z.object({
    outcome: z.literal('imported'),
    imported: z.number(),
    known: z.number(),
    /** Given up here and left out; another PC may have taken them in from the file. */
    givenUp: z.number(),
    /** Could not be read where the file was written, and cannot be here. */
    unreadable: z.number(),
  }),
])

/** `fileName`: under which it was written. */
export const reportExportSchema = z.discriminatedUnion('outcome', [
  cancelled,
  refused,
  z.object({ outcome: z.literal('written'), fileName: z.string(), headline: reportHeadlineSchema }),
])

/** `bytes`: before they were packed. `broken`: names of files in it that could not be read to their end. */
export const diagnosticsExportSchema = z.discriminatedUnion('outcome', [
  cancelled,
  refused,
  z.object({
    outcome: z.literal('written'),
    fileName: z.string(),
    files: z.number(),
    bytes: z.number(),
    broken: z.array(z.string()),
  }),
])

export const ledgerExportSchema = z.discriminatedUnion('outcome', [
  cancelled,
  refused,
  /** `head`: the last hash of the chain, to be kept elsewhere. */
  z.object({ outcome: z.literal('written'), lines: z.number(), head: z.string(), fileName: z.string() }),
])
