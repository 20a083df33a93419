/** The times up to now that are told of each metric, in minutes. Apart from the schemas: pages need them. */
export const ROLLING_MINUTES = [1, 5, 60] as const
export type RollingMinutes = (typeof ROLLING_MINUTES)[number]
export const LONGEST_ROLLING_MS = 3_600_000
