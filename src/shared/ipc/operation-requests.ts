import { z } from 'zod'
import { entityTypeSchema, idSchema } from '../domain/ids.ts'
import { intentSchema, operationStateSchema, prioritySchema } from '../domain/operation.ts'
import {
  operationGroupsSchema,
  operationOutlineRequestSchema,
  operationOutlineSchema,
} from '../domain/operation-groups.ts'
import { operationViewSchema, transitionViewSchema } from '../domain/queue.ts'
import { replicaPageSchema } from '../domain/view.ts'
import { done, keys, nothing, outcomes } from './common.ts'

/** The local copy and the queue. */
export const OPERATION_REQUESTS = {
  /** `page`: null for the first. `not-found`: the pages have to be read from the first again. */
  'replica:snapshot': {
    request: z.object({ entityType: entityTypeSchema, page: z.string().max(100).nullable() }),
    response: replicaPageSchema,
  },
  /** Hands the page the port of its change feed, from which it hears what the pages of a snapshot do not hold any more. */
  'replica:feed': { request: nothing, response: done },
  /** Resolves when every intent is durably queued: all of them or none. */
  'operations:enqueue': {
    request: z.object({
      intents: z.array(intentSchema).min(1).max(1_000),
      /** Applied together or not at all, and rolled back together. At most 100. */
      isBatch: z.boolean().optional(),
      /** Keys of waiting operations that must be applied first. */
      dependsOn: z.array(z.uuid()).max(100).optional(),
      priority: prioritySchema.optional(),
    }),
    response: z.object({
      operations: z.array(
        z.object({
          key: z.string(),
          entityId: z.string(),
          clientSequence: z.number(),
          /** Waiting changes of the same thing that this one carries along: rolling it back rolls them back too. */
          merged: z.array(z.string()),
        }),
      ),
    }),
  },
  'operations:list': {
    request: z.object({
      scope: z.enum(['pending', 'history']),
      /** Of those that wait: every word of it is in the thing's name or id, or in what is changed of it. */
      text: z.string().max(200).optional(),
      states: z.array(operationStateSchema).optional(),
      entityType: entityTypeSchema.optional(),
      entityId: idSchema.optional(),
      /** Of those that wait: only what stands in these groups. */
      groups: operationGroupsSchema.optional(),
      offset: z.number().int().min(0).max(10_000_000),
      limit: z.number().int().min(1).max(1_000),
    }),
    response: z.object({ total: z.number(), operations: z.array(operationViewSchema) }),
  },
  /** What waits in groups, counted over all of it. */
  'operations:outline': { request: operationOutlineRequestSchema, response: operationOutlineSchema },
  'operations:transitions': {
    request: z.object({ key: z.uuid() }),
    response: z.object({ transitions: z.array(transitionViewSchema) }),
  },
  /** What is on disk of a change that cannot be read; null: nothing, or it can be read. Long ones are cut. */
  'operations:payload': {
    request: z.object({ key: z.uuid() }),
    response: z.object({ payload: z.string().nullable(), isCut: z.boolean() }),
  },
  'operations:retry': { request: z.object({ keys }), response: outcomes },
  'operations:rollback': { request: z.object({ keys }), response: outcomes },
  /** Gives up refused changes; recorded as discarded. */
  'operations:discard': { request: z.object({ keys }), response: outcomes },
  /** Undoes that changes were rolled back or discarded: each waits again as it was. Asked twice, it is there once. */
  'operations:restore': { request: z.object({ keys: z.array(z.uuid()).min(1).max(100_000) }), response: outcomes },
  /** What rolling back or discarding would do to others; the first of those that end with it in full. */
  'operations:consequences': {
    request: z.object({ keys: z.array(z.uuid()).min(1).max(100_000) }),
    response: z.object({ along: z.number(), examples: z.array(operationViewSchema), refused: z.number() }),
  },
  /** Commands that waited too long are still wanted: they are sent as if given now. */
  'operations:confirm': { request: z.object({ keys }), response: outcomes },
  'operations:prioritize': { request: z.object({ keys, priority: prioritySchema }), response: outcomes },
  /** Corrects values of a refused change and sends it again. `invalid-operation` names the field at fault. */
  'operations:edit': {
    request: z.object({ key: z.uuid(), fields: z.record(z.string().min(1).max(60), z.unknown()) }),
    response: outcomes,
  },
  /** The operation and everything that cannot go before it is settled; each names what it waits behind. */
  'operations:chain': {
    request: z.object({ key: z.uuid() }),
    response: z.object({
      links: z.array(z.object({ operation: operationViewSchema, behindKey: z.string().nullable() })),
    }),
  },
  /** For a conflicted operation: send it again on top of the server's version. Keeping theirs is a roll back. */
  'operations:keep-mine': { request: z.object({ keys }), response: outcomes },
  'queue:pause': { request: z.object({ isPaused: z.boolean() }), response: done },
} as const
