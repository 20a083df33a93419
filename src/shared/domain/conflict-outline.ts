import { z } from 'zod'
import { conflictViewSchema, undoableSchema } from './conflict-desk.ts'

/**
 * What conflicts have in common. `entity`: the thing they are about. `field`: the fields that clash. `cause`: why they
 * wait for a person. `person`: who made the other side's change. `maker`: who made ours, where several people did.
 */
export const CONFLICT_GROUPINGS = ['none', 'entity', 'field', 'cause', 'person', 'maker'] as const
export type ConflictGrouping = (typeof CONFLICT_GROUPINGS)[number]

/** Groups by field of what has no fields to choose in. */
export const GROUP_OF_DELETIONS = '*deletion'
export const GROUP_OF_GONE = '*gone'
/** Group by person of what was changed at the server by nobody knows whom. */
export const GROUP_OF_SOMEONE = '*someone'
/** Between the fields of a group. */
export const FIELD_SEPARATOR = '+'

/** Groups that are told at once; the largest first. */
export const MAX_GROUPS = 500
/** Conflicts of one group that are told at once. */
export const MAX_GROUP_ROWS = 1_000

const groupId = z.string().max(700)
const conflictKeys = z.array(z.uuid()).max(10_000)

/** Which conflicts are meant, and how they are arranged. */
const arrangement = {
  by: z.enum(CONFLICT_GROUPINGS),
  /** Only those that hold every word of it: in names, ids, fields, values or the names of either side. */
  text: z.string().max(200),
}

export const outlineRequestSchema = z.object({
  ...arrangement,
  /** Groups whose conflicts are asked for as well, how many of each, and how many are passed over before. */
  open: z
    .array(
      z.object({
        id: groupId,
        limit: z.number().int().min(1).max(MAX_GROUP_ROWS),
        offset: z.number().int().min(0).max(10_000_000).optional(),
      }),
    )
    .max(MAX_GROUPS),
  /** One that is asked for wherever it stands; null: none. */
  key: z.uuid().nullable(),
})
export type OutlineRequest = z.infer<typeof outlineRequestSchema>

const conflictGroupSchema = z.object({
  id: groupId,
  /** The name of the thing or the person; null where the id says it all. */
  label: z.string().nullable(),
  count: z.number(),
  /** As far as they were asked for, in the order they were made. */
  rows: z.array(conflictViewSchema),
})
export type ConflictGroup = z.infer<typeof conflictGroupSchema>

/** What waits for a decision, in groups. With `none` all of it is one group, whose id is empty. */
export const conflictOutlineSchema = z.object({
  /** What was asked for. */
  ...arrangement,
  /** All that wait, also those that the text leaves out. */
  total: z.number(),
  matching: z.number(),
  /** How many people made the changes of ours that wait. */
  makers: z.number(),
  /** The first `MAX_GROUPS`. */
  groups: z.array(conflictGroupSchema),
  groupCount: z.number(),
  /** The one that was asked for; null: it is in no conflict any more. */
  found: conflictViewSchema.nullable(),
  undoable: undoableSchema.nullable(),
})
export type ConflictOutline = z.infer<typeof conflictOutlineSchema>

/** Which conflicts a decision is about: single ones, and whole groups but for some of them. */
export const conflictSelectionSchema = z
  .strictObject({
    keys: conflictKeys,
    groups: z
      .strictObject({
        ...arrangement,
        /** Null: all that the text leaves. */
        ids: z.array(groupId).max(10_000).nullable(),
        except: conflictKeys,
      })
      .nullable(),
  })
  .refine(({ keys, groups }) => keys.length > 0 || groups !== null, 'nothing is selected')
export type ConflictSelection = z.infer<typeof conflictSelectionSchema>

/** All that wait, whatever is shown of them. */
export const EVERY_CONFLICT: ConflictSelection = {
  keys: [],
  groups: { by: 'none', text: '', ids: null, except: [] },
}
