import { z } from 'zod'
import { telemetryStatusSchema, testReportSchema } from '../domain/telemetry.ts'
import { done, nothing } from './common.ts'

/** An error that a page could not deal with itself. */
const pageErrorSchema = z.object({
  name: z.string().max(200),
  message: z.string().max(10_000),
  stack: z.string().max(20_000).nullable(),
  /** What the page was doing: drawing, running a script, waiting for a promise. */
  action: z.enum(['render', 'script', 'promise']),
  /** The page or the kind of window that was shown. */
  component: z.string().max(60),
  /** The parts of the interface around the one that failed, as React writes them. */
  parts: z.string().max(10_000).nullable(),
  /** What is left of the window: a fault that something stood in for is handled. */
  isHandled: z.boolean(),
})
export type PageError = z.infer<typeof pageErrorSchema>

/** Errors of the console, and the reports about them. */
export const TELEMETRY_REQUESTS = {
  'telemetry:report': { request: pageErrorSchema, response: done },
  'telemetry:status': { request: nothing, response: telemetryStatusSchema },
  /** Answers when it was sent, or when it is known that it waits. */
  'telemetry:test': { request: nothing, response: testReportSchema },
} as const
