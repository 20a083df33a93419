import { z } from 'zod'
import { pageSchema, recoverySchema, targetSchema, windowKindSchema, windowStatusSchema } from '../domain/window.ts'
import { done, nothing } from './common.ts'

/** Windows of the app. */
export const WINDOW_REQUESTS = {
  /** What the window is among the others. The recovery after a crash is told once. */
  'windows:self': { request: nothing, response: windowStatusSchema.extend({ recovery: recoverySchema.nullable() }) },
  /** Opens another window, on the screen given or where there is room. `rate-limited`: too many are open. */
  'windows:open': {
    request: z.object({
      kind: windowKindSchema,
      page: pageSchema,
      target: targetSchema,
      displayId: z.number().nullable(),
    }),
    response: z.object({ windowId: z.number() }),
  },
  /** Shows a page in a console window, opening one where there is none. */
  'windows:show': { request: z.object({ page: pageSchema, target: targetSchema }), response: done },
  /** Moves this window to a screen, into full screen or out of it. `not-found`: the screen is gone. */
  'windows:place': {
    request: z.object({ isFullScreen: z.boolean().optional(), displayId: z.number().optional() }),
    response: done,
  },
  /** Whether anybody can see the page; a window that nobody sees is told less. */
  'windows:visibility': { request: z.object({ isHidden: z.boolean() }), response: done },
} as const
