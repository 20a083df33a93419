import { z } from 'zod'

const KILOBYTE = 1_024
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const MOST_KEPT_MS = 3_660 * DAY_MS

const ms = (standard: number) => z.number().int().min(1).max(600_000).default(standard)
const GIGABYTE = 1_024 * KILOBYTE * KILOBYTE

const bytes = (standard: number, most = GIGABYTE) => z.number().int().min(1).max(most).default(standard)
const perMinute = (standard: number) => z.number().int().min(1).max(100_000).default(standard)

/**
 * From when on the console says that it is slow itself, and how long it keeps what it has read. Part of the settings of
 * the product.
 */
export const PERFORMANCE_SETTINGS = {
  pageRenderWarningMs: ms(500),
  pageRenderCriticalMs: ms(1_000),
  componentRenderWarningMs: ms(100),
  componentRenderCriticalMs: ms(300),
  dataBindingWarningMs: ms(200),
  dataBindingCriticalMs: ms(500),
  dataFetchWarningMs: ms(1_000),
  dataFetchCriticalMs: ms(3_000),
  bundleSizeWarningBytes: bytes(500 * KILOBYTE),
  bundleSizeCriticalBytes: bytes(KILOBYTE * KILOBYTE),
  /** One read or write of the storage on this PC. */
  slowQueryWarningMs: ms(200),
  slowQueryCriticalMs: ms(1_000),
  /** Errors in the log in one minute. */
  errorRateWarning: perMinute(10),
  errorRateCritical: perMinute(60),
  /** All processes of the console together. */
  memoryWarningBytes: bytes(GIGABYTE, 64 * GIGABYTE),
  memoryCriticalBytes: bytes(2 * GIGABYTE, 64 * GIGABYTE),
  /** The console's own figures, a point for each minute and one for each hour; and which state each device was in. */
  figureMinutesKeptMs: z
    .number()
    .int()
    .min(HOUR_MS)
    .max(MOST_KEPT_MS)
    .default(3 * DAY_MS),
  figureHoursKeptMs: z
    .number()
    .int()
    .min(DAY_MS)
    .max(MOST_KEPT_MS)
    .default(400 * DAY_MS),
  fleetHistoryKeptMs: z
    .number()
    .int()
    .min(DAY_MS)
    .max(MOST_KEPT_MS)
    .default(400 * DAY_MS),
  /** A read that is older is asked again; changes that are told of make it old at once. */
  readStaleAfterMs: z.number().int().min(0).max(86_400_000).default(300_000),
  /** A read that nobody has asked for so long is forgotten. */
  readKeptForMs: z.number().int().min(1_000).max(86_400_000).default(1_800_000),
}

/** Whether programs on this PC may read the console's figures, in the text format of Prometheus, and at which port. */
export const METRICS_ENDPOINT_SETTINGS = {
  metricsEndpoint: z.boolean().default(false),
  metricsPort: z.number().int().min(1_024).max(65_535).default(9_464),
}
