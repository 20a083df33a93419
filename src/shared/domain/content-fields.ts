import { z } from 'zod'

/** What may lie in the library as a file. Strict on purpose: kinds that draw or play, and never run anything. */
export const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/webp'] as const
export const VIDEO_TYPES = ['video/mp4', 'video/webm'] as const
export const MEDIA_TYPES = [...IMAGE_TYPES, ...VIDEO_TYPES] as const
export type MediaType = (typeof MEDIA_TYPES)[number]
export const mediaTypeSchema = z.enum(MEDIA_TYPES)

/** SHA-256 of the bytes, as 64 lower-case hex digits. */
export const checksumSchema = z.string().regex(/^[0-9a-f]{64}$/, 'a checksum has 64 hex digits')

export const MAX_FOLDER_DEPTH = 8
const MAX_FOLDER_NAME = 60
const MAX_FOLDER = 500

/**
 * Where a piece of content lies in the library: names joined by `/`, such as `Summer/Berlin`; empty: at the top. Folders are
 * nothing of their own: there are those that something lies in.
 */
export const folderSchema = z
  .string()
  .max(MAX_FOLDER)
  .refine(isFolder, `a folder is up to ${MAX_FOLDER_DEPTH} names of 1 to ${MAX_FOLDER_NAME} signs, joined by /`)

/** An address that devices open: https, without a user name or a password in it. */
export const webAddressSchema = z
  .url({ protocol: /^https$/, error: 'an address begins with https://' })
  .max(2_000)
  .refine((value) => !/^[a-z]+:\/\/[^/?#]*@/i.test(value) && isVisible(value), 'an address holds no password')

export function isFolder(path: string): boolean {
  if (path === '') return true
  const names = path.split('/')
  return names.length <= MAX_FOLDER_DEPTH && names.every(isFolderName)
}

function isFolderName(name: string): boolean {
  return (
    name !== '' && name.length <= MAX_FOLDER_NAME && name === name.trim() && !/^\.{1,2}$/.test(name) && isVisible(name)
  )
}

/** Nothing in it that cannot be seen, or that turns other text around. */
function isVisible(text: string): boolean {
  return !/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u.test(text)
}
