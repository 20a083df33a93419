import { z } from 'zod'
import { type Strategy, strategySchema, strategyTableSchema } from './conflict.ts'
import { type EntityType, entityTypeSchema } from './ids.ts'

/** One field's own strategy. */
interface FieldStrategy {
  readonly entityType: EntityType
  readonly field: string
  readonly strategy: Strategy
}

/**
 * Reads exceptions for single fields, such as `playlist.items=merge, device.name=manual`. Returns a sentence about what
 * is wrong when it is not understood.
 */
export function parseFieldStrategies(text: string): readonly FieldStrategy[] | string {
  const found: FieldStrategy[] = []
  for (const part of text.split(',').map((one) => one.trim())) {
    if (part === '') continue
    const [, type, field, name] = /^(\w+)\.(\w+)\s*=\s*([\w-]+)$/.exec(part) ?? []
    const entityType = entityTypeSchema.safeParse(type).data
    const strategy = strategySchema.safeParse(name).data
    if (entityType === undefined || strategy === undefined || field === undefined) {
      return `“${part.slice(0, 60)}” is not like “playlist.items=merge”`
    }
    const isKnown = strategyTableSchema.safeParse({ [entityType]: { fields: { [field]: strategy } } }).success
    if (!isKnown) return `a ${entityType} has no field “${field.slice(0, 60)}”`
    found.push({ entityType, field, strategy })
  }
  return found
}

const fieldStrategiesSchema = z
  .string()
  .max(2_000)
  .superRefine((text, context) => {
    const parsed = parseFieldStrategies(text)
    if (typeof parsed === 'string') context.addIssue({ code: 'custom', message: parsed })
  })

const strategyOfType = strategySchema.default('server-wins')

/** How conflicts are decided, with the defaults; part of the settings of the product. docs/conflicts.md explains them. */
export const CONFLICT_SETTINGS = {
  /** False: every real clash waits for a person, whatever the strategies say. */
  conflictAutoResolve: z.boolean().default(false),
  /** How often an operation goes on top of others' edits by itself before a person is asked. */
  conflictMaxRounds: z.number().int().min(1).max(100).default(5),
  conflictDeviceStrategy: strategyOfType,
  conflictPlaylistStrategy: strategyOfType,
  conflictScheduleStrategy: strategyOfType,
  conflictContentStrategy: strategyOfType,
  conflictAlertStrategy: strategyOfType,
  conflictWallboardStrategy: strategyOfType,
  /** Exceptions for single fields: `playlist.items=merge, device.name=manual`. The last one for a field counts. */
  conflictFieldStrategies: fieldStrategiesSchema.default(''),
}
