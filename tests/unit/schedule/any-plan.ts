import fc from 'fast-check'
import { dateOfDay, type Plan, timeOf } from '#shared/schedule/plan.ts'

/** Zones that change their clocks in every way there is, and some that do not. */
export const ZONES = [
  'UTC',
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'America/Los_Angeles',
  'America/St_Johns',
  'America/Santiago',
  'America/Havana',
  'Asia/Kathmandu',
  'Asia/Tokyo',
  'Asia/Gaza',
  'Asia/Beirut',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Australia/Lord_Howe',
  'Australia/Sydney',
  'Pacific/Auckland',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'Antarctica/Troll',
] as const

export const anyTime = fc.integer({ min: 0, max: 95 }).map((quarter) => timeOf(quarter * 15))
const FIRST_DAY = 20_454
const anyDate = fc.option(fc.integer({ min: FIRST_DAY, max: FIRST_DAY + 40 }).map(dateOfDay))

export const anyPlan: fc.Arbitrary<Plan> = fc.record({
  days: fc.subarray([0, 1, 2, 3, 4, 5, 6]),
  startTime: anyTime,
  endTime: anyTime,
  timeZone: fc.constantFrom(...ZONES),
  startDate: anyDate,
  endDate: anyDate,
})
