import { z } from 'zod'
import {
  bulkChoiceSchema,
  bulkPreviewSchema,
  bulkResolutionSchema,
  choicePreviewSchema,
  choiceSchema,
  conflictHistorySchema,
  decisionNoteSchema,
  resolutionSchema,
  undoSummarySchema,
} from '../domain/conflict-desk.ts'
import { conflictOutlineSchema, conflictSelectionSchema, outlineRequestSchema } from '../domain/conflict-outline.ts'
import { entityTypeSchema, idSchema } from '../domain/ids.ts'
import {
  bundleExportSchema,
  bundleImportSchema,
  bundleInspectionSchema,
  givenUpSchema,
  ledgerExportSchema,
  quarantineExportSchema,
  quarantineImportSchema,
  takeInAsSchema,
} from '../domain/transfer.ts'
import { keys, nothing } from './common.ts'

const conflictHistoryRequest = z.object({
  entityType: entityTypeSchema.optional(),
  entityId: idSchema.optional(),
  resolutionId: z.uuid().optional(),
  /** Only what holds every word of it: in names, ids, fields, values, notes, or who decided. */
  text: z.string().max(200).optional(),
  /** Only what the settings have decided. */
  isAutomatic: z.literal(true).optional(),
  /** Only from then on, in milliseconds since the epoch. */
  since: z.number().min(0).optional(),
  offset: z.number().int().min(0).max(10_000_000),
  limit: z.number().int().min(1).max(200),
})
const bulkConflicts = z.object({ selection: conflictSelectionSchema, choice: bulkChoiceSchema })

/** What a person decides about, and files with changes. */
export const DESK_REQUESTS = {
  /** What waits for a person's decision, in groups; with both sides of every field of the groups that are open. */
  'conflicts:outline': { request: outlineRequestSchema, response: conflictOutlineSchema },
  /** What a choice would come to. `not-found`: it is in no conflict any more. */
  'conflicts:preview': { request: z.object({ key: z.uuid(), choice: choiceSchema }), response: choicePreviewSchema },
  /** `seenVersion`: the one that was listed; refused when the server's values are others by now. */
  'conflicts:resolve': {
    request: z.object({
      key: z.uuid(),
      choice: choiceSchema,
      seenVersion: z.number().int().min(0),
      note: decisionNoteSchema.optional(),
    }),
    response: resolutionSchema,
  },
  /** For many at once. */
  'conflicts:preview-bulk': { request: bulkConflicts, response: bulkPreviewSchema },
  /** `seen`: of the preview; `changed-meanwhile` when other conflicts are selected by now, or others of the server's values. */
  'conflicts:resolve-bulk': {
    request: bulkConflicts.extend({ seen: z.string().max(100), note: decisionNoteSchema.optional() }),
    response: bulkResolutionSchema,
  },
  /** Takes the last decision back. `not-found`: it is not the last one any more. */
  'conflicts:undo': { request: z.object({ resolutionId: z.uuid() }), response: undoSummarySchema },
  /** What was decided, by persons and by itself, and the values that lost; newest first. */
  'conflicts:history': { request: conflictHistoryRequest, response: conflictHistorySchema },
  /** Writes what waits into a signed bundle, where the operator says. docs/bundles.md tells what becomes of it here. */
  'bundle:export': { request: nothing, response: bundleExportSchema },
  /** Asks for a bundle, checks it and says what it is. Nothing is taken in before `bundle:import`. */
  'bundle:inspect': { request: nothing, response: bundleInspectionSchema },
  /** Takes in the bundle that was inspected last: all that is not here yet, or none. `not-found`: it was another one. */
  'bundle:import': { request: z.object({ token: z.string().max(100) }), response: bundleImportSchema },
  /** Writes refused changes, or all of them (`null`), into a file that a person can read. They stay in the queue. */
  'quarantine:export': { request: z.object({ keys: keys.nullable() }), response: quarantineExportSchema },
  'quarantine:import': {
    request: z.object({ as: takeInAsSchema, givenUp: givenUpSchema }),
    response: quarantineImportSchema,
  },
  /** Writes the ledger of the open site, for its verifier. */
  'ledger:export': { request: nothing, response: ledgerExportSchema },
} as const
