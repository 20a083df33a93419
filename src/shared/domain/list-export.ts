/** Lists that operators may write into files, as they see them. */
export const LISTS = ['devices', 'pending', 'conflicts', 'alarms', 'playlists', 'schedules', 'content'] as const
export type ListName = (typeof LISTS)[number]

export const LIST_FORMATS = ['csv', 'json'] as const
export type ListFormat = (typeof LIST_FORMATS)[number]

/** Rows that are handed over at once. */
export const MAX_LIST_ROWS = 500
export const MAX_LIST_COLUMNS = 60

/** What a cell holds, as a program reads it: times are ISO 8601, states the words of the protocol. */
export type ListValue = string | number | boolean | null | string[]

/** `id` stays the same in every language; `title` is what people read. */
export interface ListColumn {
  readonly id: string
  readonly title: string
}
