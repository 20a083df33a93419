import { z } from 'zod'
import {
  DEVICE_COLUMNS,
  DEVICE_GROUPINGS,
  MAX_COLUMN_WIDTH,
  MAX_DEVICE_VIEWS,
  MIN_COLUMN_WIDTH,
} from './device-columns.ts'
import { DEVICE_STATUSES } from './device-status.ts'
import { idSchema } from './ids.ts'

export const deviceColumnSchema = z.enum(DEVICE_COLUMNS)
export type DeviceColumn = z.infer<typeof deviceColumnSchema>

/** Which columns are shown, in which order and how wide, and how dense the rows are. */
export const deviceLayoutSchema = z.object({
  /** Null: those that fit best. `width` in pixels; null: what the column needs. */
  columns: z
    .array(
      z.object({
        id: deviceColumnSchema,
        width: z.number().int().min(MIN_COLUMN_WIDTH).max(MAX_COLUMN_WIDTH).nullable(),
      }),
    )
    .min(1)
    .max(DEVICE_COLUMNS.length)
    .refine((columns) => new Set(columns.map(({ id }) => id)).size === columns.length, 'a column occurs twice')
    .nullable(),
  /** Null: as everywhere. */
  density: z.enum(['compact', 'comfortable']).nullable(),
})
export type DeviceLayout = z.infer<typeof deviceLayoutSchema>
export type LayoutColumn = NonNullable<DeviceLayout['columns']>[number]

export const STANDARD_LAYOUT: DeviceLayout = { columns: null, density: null }

/** What the list of devices shows and how: filters, search, order and groups. */
export const deviceQuerySchema = z.object({
  search: z.string().max(200),
  /** Empty: any. */
  status: z.enum(['', 'new', ...DEVICE_STATUSES]),
  /** Empty: all. */
  site: z.string().max(200),
  /** One that the devices belong to. Empty: any or none. Views that were saved before there were groups have none. */
  memberOf: z.string().max(60).default(''),
  isPendingOnly: z.boolean(),
  isAttentionOnly: z.boolean(),
  sort: z.object({ columnId: deviceColumnSchema, isDescending: z.boolean() }),
  group: z.enum(DEVICE_GROUPINGS),
})

/** A view that somebody has saved under a name. */
export const deviceViewSchema = z.object({
  id: idSchema,
  name: z.string().trim().min(1).max(60),
  query: deviceQuerySchema,
  layout: deviceLayoutSchema,
})
export type DeviceView = z.infer<typeof deviceViewSchema>

/** The views of the list of devices, part of the settings: all windows of the profile show the same. */
export const DEVICE_VIEW_SETTINGS = {
  deviceViews: z
    .array(deviceViewSchema)
    .max(MAX_DEVICE_VIEWS)
    .refine((views) => new Set(views.map(({ id }) => id)).size === views.length, 'a view occurs twice')
    .default([]),
  /** Of the views that everybody has. */
  deviceLayout: deviceLayoutSchema.default(STANDARD_LAYOUT),
}
