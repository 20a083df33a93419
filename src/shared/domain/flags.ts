/*
 * Features that not everybody has yet, and experiments: everything about them but their settings, which are in
 * flag-settings.ts. No schema code here: pages need it.
 */

export interface FlagVariant {
  readonly name: string
  /** Its share of the profiles, beside those of the others. */
  readonly weight: number
}

export interface Flag {
  /** The setting by which an operator or an administrator decides for this PC. */
  readonly setting: 'flagSiteTrend' | 'flagHoursMap'
  /** The first one is what everybody has when the flag is over. */
  readonly variants: readonly [FlagVariant, ...FlagVariant[]]
  /** The last day, as `2027-06-30`. By then it is decided, and the flag is taken out. */
  readonly expiresOn: string
}

export const FLAGS = {
  /** How Analytics shows what became of a site over the time: as a line, or as a strip of one field for each stretch. */
  siteTrend: {
    setting: 'flagSiteTrend',
    variants: [
      { name: 'line', weight: 1 },
      { name: 'strip', weight: 1 },
    ],
    expiresOn: '2027-06-30',
  },
  /** Plays by the hour of the week, on Analytics. */
  hoursMap: {
    setting: 'flagHoursMap',
    variants: [
      { name: 'off', weight: 1 },
      { name: 'on', weight: 0 },
    ],
    expiresOn: '2027-06-30',
  },
} as const satisfies Readonly<Record<string, Flag>>

export type FlagName = keyof typeof FLAGS
export const FLAG_NAMES = Object.keys(FLAGS) as FlagName[]
export type VariantOf<N extends FlagName> = (typeof FLAGS)[N]['variants'][number]['name']

/** The value of a flag's setting that leaves it to the assignment. */
export const ASSIGNED = 'assigned'

/** Why a flag has the value it has. */
export const FLAG_ORIGINS = ['chosen', 'assigned', 'expired'] as const
export type FlagOrigin = (typeof FLAG_ORIGINS)[number]

export interface FlagState {
  readonly name: FlagName
  readonly variant: string
  readonly origin: FlagOrigin
}

/** @param chosen the value of its setting @param today as `2027-06-30` */
export function flagState(
  name: FlagName,
  chosen: string,
  { profileId, today }: { profileId: string; today: string },
): FlagState {
  const { variants, expiresOn }: Flag = FLAGS[name]
  if (variants.some((variant) => variant.name === chosen)) return { name, variant: chosen, origin: 'chosen' }
  if (today > expiresOn) return { name, variant: variants[0].name, origin: 'expired' }
  return { name, variant: assigned(variants, `${name}/${profileId}`), origin: 'assigned' }
}

/**
 * Hash and partition, after Kohavi, Longbotham, Sommerfield and Henne, “Controlled experiments on the web: survey and practical
 * guide” (2009), 4.1.2: the profile and the flag are hashed together, so that a profile always has the same variant, and the
 * variants of two flags have nothing to do with each other.
 */
function assigned(variants: Flag['variants'], unit: string): string {
  const all = variants.reduce((sum, { weight }) => sum + weight, 0)
  let left = fractionOf(unit) * all
  for (const { name, weight } of variants) {
    if (left < weight) return name
    left -= weight
  }
  return variants[0].name
}

/**
 * From 0 up to, not including, 1. FNV-1a (Fowler, Noll, Vo), whose high bits hang on the last letters only, mixed by the last step
 * of MurmurHash3 (Appleby).
 */
export function fractionOf(text: string): number {
  let hash = 0x811c9dc5
  for (let place = 0; place < text.length; place += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 4_294_967_296
}
