import { z } from 'zod'
import { entityTypeSchema } from './ids.ts'
import { operationStateSchema } from './operation.ts'
import { type OperationView, operationViewSchema } from './queue.ts'

/** `lane`: by the thing that is changed, whose changes go one after the other. `batch`: by what goes together or not at all. */
export const OPERATION_GROUPINGS = ['lane', 'batch'] as const
export type OperationGrouping = (typeof OPERATION_GROUPINGS)[number]

/** The group by batch of what is in no batch. */
export const GROUP_OF_ALONE = 'alone'
/** The group that an operation stands in. */
export function operationGroupOf(
  { entityType, entityId, batchId }: Pick<OperationView, 'entityType' | 'entityId' | 'batchId'>,
  by: OperationGrouping,
): string {
  return by === 'lane' ? `${entityType}:${entityId}` : (batchId ?? GROUP_OF_ALONE)
}

/** Groups that are told at once, in the order of the first operation of each. */
export const MAX_OPERATION_GROUPS = 500
/** Operations of one group that are told with it. */
export const MAX_OPERATION_GROUP_ROWS = 1_000

export const operationGroupIdSchema = z.string().min(1).max(700)

/** Operations that are asked for by their groups. */
export const operationGroupsSchema = z.object({
  by: z.enum(OPERATION_GROUPINGS),
  ids: z.array(operationGroupIdSchema).max(MAX_OPERATION_GROUPS),
})
export type OperationGroups = z.infer<typeof operationGroupsSchema>

export const operationOutlineRequestSchema = z.object({
  by: z.enum(OPERATION_GROUPINGS),
  /** As for `operations:list`. */
  text: z.string().max(200),
  states: z.array(operationStateSchema),
  /** Groups whose operations are asked for as well, and how many of each. */
  open: z
    .array(z.object({ id: operationGroupIdSchema, limit: z.number().int().min(1).max(MAX_OPERATION_GROUP_ROWS) }))
    .max(MAX_OPERATION_GROUPS),
})
export type OperationOutlineRequest = z.infer<typeof operationOutlineRequestSchema>

const operationGroupSchema = z.object({
  id: operationGroupIdSchema,
  /** All that wait in it, told with it or not. */
  count: z.number(),
  /** Of the first: of a lane it holds all others. What cannot be read is `quarantined`, as in the lists. */
  first: z.object({
    entityType: entityTypeSchema,
    entityName: z.string(),
    state: operationStateSchema,
    isUnreadable: z.boolean(),
  }),
  /** As far as they were asked for, in the order in which they are sent. */
  rows: z.array(operationViewSchema),
})
export type OperationGroup = z.infer<typeof operationGroupSchema>

/** What waits, in groups; counted over all of it. */
export const operationOutlineSchema = z.object({
  by: z.enum(OPERATION_GROUPINGS),
  text: z.string(),
  total: z.number(),
  groupCount: z.number(),
  /** The first `MAX_OPERATION_GROUPS`; what is in no batch is always among them. */
  groups: z.array(operationGroupSchema),
})
export type OperationOutline = z.infer<typeof operationOutlineSchema>
