import { z } from 'zod'
import {
  BINDING_SOURCES,
  type BoardData,
  isOverlapping,
  isWithin,
  MAX_BOARD_BYTES,
  MAX_BOARD_PAGES,
  MAX_BUFFER_SIZE,
  MAX_DEBOUNCE_MS,
  MAX_GRID_SIDE,
  MAX_PAGE_WIDGETS,
  MAX_ROTATE_SECONDS,
  MIN_ROTATE_SECONDS,
} from './document.ts'
import { readTransform } from './names.ts'
import { bytesOf } from './text-bytes.ts'

/*
 * The schema of wallboards. What it says of one field at a time is in `wallboardDataSchema`, which edits are checked with;
 * `boardSchema` adds what needs several fields, and is what a document is checked with.
 */

const MAX_TEXT = 4_000
/** A picture in the document itself. */
const MAX_PICTURE = 150_000
const MAX_LIST = 200
const MAX_OPTIONS = 40
const MAX_BINDINGS = 20
/** What is left of a document is for all that is not in its pages. */
const MAX_PAGES_BYTES = MAX_BOARD_BYTES - 16_384

/** Ids of pages and widgets. */
const partId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/, 'an id has letters, digits and . _ : - only')

/** A name of an option or a binding: nothing that every object has by itself. */
const partName = z
  .string()
  .regex(/^[a-zA-Z][a-zA-Z0-9]{0,39}$/, 'a name has letters and digits only')
  .refine((name) => !(name in {}), { message: 'this name is not allowed', params: { fault: 'forbidden-key' } })

const scalar = z.union([z.string().max(MAX_PICTURE), z.number(), z.boolean(), z.null()])
const boardValue = z.union([scalar, z.array(scalar).max(MAX_LIST)])

/** What is an address by its name. Anything else is text, whatever it looks like. */
const ADDRESS_NAME = /^(?:url|src|href|link|image|poster|background)$|(?:Url|Src|Href)$/
/** No user, no other scheme, no way out of the host’s name. */
const HTTPS = /^https:\/\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?(?:[/?#][^\s\\<>"]*)?$/i
const PICTURE = /^data:image\/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+={0,2}$/

/** Whether a board may name this address: a page or picture over https, or a picture in the document itself. */
export function isAllowedAddress(address: string): boolean {
  if (address === '' || (address.length <= MAX_PICTURE && PICTURE.test(address))) return true
  return address.length <= MAX_TEXT && HTTPS.test(address)
}

const options = z.record(partName, boardValue).superRefine((given, context) => {
  const entries = Object.entries(given)
  if (entries.length > MAX_OPTIONS) tooMany(context, MAX_OPTIONS)
  for (const [name, value] of entries) {
    const isAddress = ADDRESS_NAME.test(name)
    for (const [index, one] of (Array.isArray(value) ? value : [value]).entries()) {
      const path = Array.isArray(value) ? [name, index] : [name]
      if (isAddress && one !== null && typeof one !== 'string')
        fault(context, 'address', 'only https and pictures', path)
      if (typeof one !== 'string') continue
      if (isAddress && !isAllowedAddress(one)) fault(context, 'address', 'only https and pictures', path)
      else if (!isAddress && one.length > MAX_TEXT) {
        context.addIssue({ code: 'too_big', origin: 'string', maximum: MAX_TEXT, inclusive: true, input: one, path })
      }
    }
  }
})

/** `devices` of the own tenant, or written out as `main/devices`. */
const channel = z.string().regex(/^(?:[A-Za-z0-9][A-Za-z0-9._:-]{0,127}\/)?[a-z]{1,40}$/, 'a channel is a topic')

export const bindingSchema = z.strictObject({
  $bind: z
    .string()
    .min(1)
    .max(300)
    .regex(/^[A-Za-z]/, 'a name begins with a letter')
    .refine((path) => !/(?:^|\.)(?:__proto__|constructor|prototype)(?:\.|$)/.test(path), {
      message: 'this name leads out of the data',
      params: { fault: 'leaves-data' },
    }),
  $source: z.enum(BINDING_SOURCES),
  $channel: channel.optional(),
  $transform: z
    .string()
    .max(60)
    .refine((text) => readTransform(text) !== null, { message: 'no such transform', params: { fault: 'transform' } })
    .optional(),
  $fallback: z.union([z.string().max(200), z.number(), z.boolean(), z.null()]).optional(),
  $debounce: z.number().int().min(0).max(MAX_DEBOUNCE_MS).optional(),
  $bufferSize: z.number().int().min(1).max(MAX_BUFFER_SIZE).optional(),
})

const bindings = z.record(partName, bindingSchema).superRefine((given, context) => {
  if (Object.keys(given).length > MAX_BINDINGS) tooMany(context, MAX_BINDINGS)
})

const cell = z
  .number()
  .int()
  .min(0)
  .max(MAX_GRID_SIDE - 1)
const cells = z.number().int().min(1).max(MAX_GRID_SIDE)

export const boardWidgetSchema = z.strictObject({
  id: partId,
  type: z
    .string()
    .max(60)
    .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, 'a type is written like-this'),
  title: z.string().max(200),
  place: z.strictObject({ x: cell, y: cell, w: cells, h: cells }),
  options,
  bindings,
})

const boardPageSchema = z.strictObject({
  id: partId,
  title: z.string().max(200),
  widgets: z.array(boardWidgetSchema).max(MAX_PAGE_WIDGETS),
})

const pages = z
  .array(boardPageSchema)
  .min(1)
  .max(MAX_BOARD_PAGES)
  .superRefine((given, context) => {
    if (bytesOf(JSON.stringify(given)) > MAX_PAGES_BYTES) {
      fault(context, 'too-large', 'larger than a board may be', [], `${MAX_BOARD_BYTES / 1_024}`)
    }
    const ids = new Set<string>()
    for (const [pageIndex, page] of given.entries()) {
      takeId(ids, page.id, context, [pageIndex, 'id'])
      for (const [index, { id }] of page.widgets.entries())
        takeId(ids, id, context, [pageIndex, 'widgets', index, 'id'])
    }
  })

const side = z.number().int().min(1).max(MAX_GRID_SIDE)

/** Field by field: what is in a change is checked by itself. */
export const wallboardDataSchema = z.object({
  name: z.string().trim().min(1).max(200),
  description: z.string().max(2_000),
  columns: side,
  rows: side,
  pages,
  rotateSeconds: z.number().int().min(MIN_ROTATE_SECONDS).max(MAX_ROTATE_SECONDS).nullable(),
})

/** A whole document: widgets also lie within the grid, and none on another. */
export const boardSchema: z.ZodType<BoardData> = wallboardDataSchema.strict().superRefine((board, context) => {
  for (const [pageIndex, { widgets }] of board.pages.entries()) {
    for (const [index, { place }] of widgets.entries()) {
      const path = ['pages', pageIndex, 'widgets', index, 'place']
      if (!isWithin(place, board)) fault(context, 'outside', 'outside of the grid', path)
      else if (widgets.slice(0, index).some((other) => isOverlapping(place, other.place))) {
        fault(context, 'overlap', 'lies on another widget', path)
      }
    }
  }
})

/**
 * What is taken of a server's record and of what is stored. Only that it is a record at all: a board that this version cannot show
 * must not keep the rest of the fleet from being read. Whoever shows it checks it as a whole.
 */
export const wallboardRecordSchema = z.object({
  name: z.string().max(2_000).default(''),
  description: z.string().max(20_000).default(''),
  columns: z.unknown(),
  rows: z.unknown(),
  pages: z.unknown(),
  rotateSeconds: z.unknown(),
})

type Context = z.core.$RefinementCtx

function takeId(ids: Set<string>, id: string, context: Context, path: readonly PropertyKey[]): void {
  if (ids.has(id)) fault(context, 'same-id', 'this id is there twice', path)
  ids.add(id)
}

function tooMany(context: Context, maximum: number): void {
  context.addIssue({ code: 'too_big', origin: 'array', maximum, inclusive: true, input: null })
}

function fault(
  context: Context,
  name: string,
  message: string,
  path: readonly PropertyKey[],
  detail: string = '',
): void {
  context.addIssue({ code: 'custom', message, params: { fault: name, detail }, path: [...path], input: null })
}
