import { z } from 'zod'
import { MAX_ANALYTICS_DAYS } from './analytics-limits.ts'

/** Of a larger fleet the worst are told one by one, and how many there are. */
export const MAX_PLACES = 500
export const MAX_WORST = 100

const count = z.number().int().min(0)
const ms = z.number().min(0)
const share = z.number().min(0).max(1)
const moment = z.number().int().min(0).max(8.64e15)

const MAX_SPAN_MS = MAX_ANALYTICS_DAYS * 86_400_000

export const spanSchema = z
  .object({ fromAt: moment, toAt: moment })
  .refine(({ fromAt, toAt }) => fromAt < toAt && toAt - fromAt <= MAX_SPAN_MS)

/** What of the fleet is looked at. Where a device is, and what it belongs to, is as it is now. */
export const fleetPartSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('site'), name: z.string().max(200) }),
  z.object({ kind: z.literal('group'), name: z.string().min(1).max(200) }),
])
export type FleetPart = z.infer<typeof fleetPartSchema>

const totals = {
  devices: count,
  upMs: ms,
  downMs: ms,
  /** `upMs` of both together; null: nothing of it was seen. */
  availability: share.nullable(),
  outages: count,
}

/** Availability as the reports count it, of a part of the fleet, place by place. */
export const fleetFiguresSchema = z.object({
  ...totals,
  /** How much of the period anybody can speak about. */
  observedShare: share,
  /** From when on this PC has seen anything of the site; null: never. */
  recordedFrom: z.number().nullable(),
  timeline: z.array(z.object({ fromAt: moment, toAt: moment, upMs: ms, downMs: ms, availability: share.nullable() })),
  /** The same length of time, right before. */
  before: z.object({ ...totals, observedShare: share }),
  /** Those with the lowest availability first, those that were not seen last. `name`: null for devices that are gone. */
  places: z.array(
    z.object({
      name: z.string().nullable(),
      ...totals,
      before: share.nullable(),
      /** Of each stretch of the timeline. */
      timeline: z.array(share.nullable()),
    }),
  ),
  placesInAll: count,
  /** Those that were down the longest. */
  worst: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      place: z.string().nullable(),
      downMs: ms,
      availability: share.nullable(),
      outages: count,
      longestOutageMs: ms,
    }),
  ),
  /** How many were down at all. */
  downInAll: count,
})
export type FleetFigures = z.infer<typeof fleetFiguresSchema>
export type PlaceFigures = FleetFigures['places'][number]
