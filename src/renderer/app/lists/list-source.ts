import type { ListColumn, ListName, ListValue } from '#shared/domain/list-export.ts'
import type { EntityView } from '#shared/domain/view.ts'
import type { Translate } from '../../i18n/setup.ts'
import { type Mark, markOf } from '../marks.ts'

/** A column of a list as it is written into a file: what a program reads, not what is drawn. */
export interface FileColumn<T> extends ListColumn {
  readonly value: (row: T) => ListValue
}

export interface ListPart<T> {
  readonly rows: readonly T[]
  /** Of the whole list, as far as it is known by now. */
  readonly total: number
}

/** A list as it is shown, with everything that it leaves out of sight for want of room. */
export interface ListSource<T> {
  readonly list: ListName
  readonly columns: readonly FileColumn<T>[]
  readonly read: () => AsyncIterable<ListPart<T>> | Iterable<ListPart<T>>
}

/** A list that this window holds as a whole. */
export function heldRows<T>(rows: readonly T[]): ListSource<T>['read'] {
  return () => [{ rows, total: rows.length }]
}

/** @param at milliseconds since the epoch */
export function isoTime(at: number | null | undefined): string | null {
  return at == null ? null : new Date(at).toISOString()
}

/** What of a row the server has not confirmed: the state, since when, and which fields or acts. */
export function pendingColumns<T extends { readonly view: EntityView; readonly mark?: Mark | null }>(
  t: Translate,
): readonly FileColumn<T>[] {
  const markOfRow = ({ view }: T): Mark | null => markOf(view.pending)
  return [
    { id: 'pending', title: t('lists.column.pending'), value: (row) => markOfRow(row)?.state ?? null },
    { id: 'pendingSince', title: t('lists.column.pendingSince'), value: (row) => isoTime(markOfRow(row)?.createdAt) },
    { id: 'unconfirmed', title: t('lists.column.unconfirmed'), value: ({ view }) => unconfirmedOf(view) },
  ]
}

function unconfirmedOf({ isNew, isDeleting, pending }: EntityView): string[] {
  const acts = [...(isNew ? ['create'] : []), ...(isDeleting ? ['delete'] : [])]
  const parts = pending.flatMap(({ fields, command }) => (command === null ? fields : [command]))
  return [...new Set([...acts, ...(isNew ? [] : parts)])]
}
