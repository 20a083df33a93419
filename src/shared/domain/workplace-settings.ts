import { z } from 'zod'
import { LANGUAGES } from '../i18n/languages.ts'
import { EXPORTS, KEEP_AWAKE } from './exports.ts'

export const exportSchema = z.enum(EXPORTS)

/** The PC the console stands on: when it starts, who may leave it, and what may leave with them. */
export const WORKPLACE_SETTINGS = {
  /** Set in the policy file only: what operators may write into files. */
  allowedExports: z
    .array(exportSchema)
    .max(EXPORTS.length)
    .default([...EXPORTS]),
  /** Of the windows, of the desktop's panel and of notifications. `system`: this PC's, where the console speaks it. */
  language: z.enum(LANGUAGES).default('system'),
  startAtLogin: z.boolean().default(false),
  /** Started at login: in the desktop's panel, without a window, where there is a panel. */
  startHidden: z.boolean().default(false),
  /** All windows fill their screens and cannot be left. */
  kiosk: z.boolean().default(false),
  /** Windows are walls: each fills its screen, and nothing lies on top of it. */
  wall: z.boolean().default(false),
  /** Whether screens may go dark. `walls`: not while there is a wall window, and not in kiosk mode. */
  keepAwake: z.enum(KEEP_AWAKE).default('walls'),
} as const

/** Settings that only an administrator has a say in: neither operators nor the environment are asked. */
export const POLICY_ONLY = ['allowedExports'] as const
