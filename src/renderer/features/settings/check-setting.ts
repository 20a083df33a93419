import { z } from 'zod'
import { isAllowedServerUrl } from '#shared/domain/server-url.ts'
import { type SettingName, settingsSchema } from '#shared/domain/settings.ts'

const DEFAULTS = settingsSchema.parse({})

export function defaultOf(name: SettingName): unknown {
  return DEFAULTS[name]
}

export interface Range {
  readonly min: number
  readonly max: number | null
}

/** The limits of a number, read from the schema so that they are written once. */
export function rangeOf(name: SettingName): Range | null {
  const { properties } = z.toJSONSchema(settingsSchema, { io: 'input', unrepresentable: 'any' })
  const property = properties?.[name]
  if (typeof property !== 'object') return null
  const shape = property.anyOf?.find((part) => typeof part === 'object' && part.type === 'integer') ?? property
  if (typeof shape !== 'object' || shape.minimum === undefined) return null
  const max = shape.maximum === undefined || shape.maximum >= Number.MAX_SAFE_INTEGER ? null : shape.maximum
  return { min: shape.minimum, max }
}

/** Is this value possible for the setting? */
export function isPossible(name: SettingName, value: unknown): boolean {
  return settingsSchema.shape[name].safeParse(value).success
}

/** What is wrong with a value, in a sentence of its own; null: nothing, or nothing more than that it is not possible. */
export function problemOf(name: SettingName, value: unknown): string | null {
  const issues = settingsSchema.shape[name].safeParse(value).error?.issues ?? []
  return issues.find(({ code }) => code === 'custom')?.message ?? null
}

export const isServerUrl = isAllowedServerUrl
