import type { ListFormat, ListValue } from '#shared/domain/list-export.ts'
import type { Client } from '../../ipc/client.ts'
import type { ListSource } from './list-source.ts'

/** The contract's limits, with room to spare: rows and characters of one message. */
const MOST_ROWS = 500
const MOST_CHARACTERS = 300_000

export interface ListProgress {
  readonly rows: number
  readonly total: number
}

export type ListOutcome =
  | { readonly outcome: 'cancelled' }
  | { readonly outcome: 'refused'; readonly message: string }
  | { readonly outcome: 'written'; readonly fileName: string; readonly rows: number }

interface Watch {
  readonly signal: AbortSignal
  /** Called when the file is chosen, and after each part. */
  readonly onProgress: (progress: ListProgress) => void
}

/**
 * Hands a list to the main process row by row, which writes it where the operator says. Nothing is in that place before all of it
 * is. Rejects with RequestError, or with what the source rejects with.
 */
export async function writeList<T>(
  client: Client,
  { list, columns, read }: ListSource<T>,
  format: ListFormat,
  { signal, onProgress }: Watch,
): Promise<ListOutcome> {
  const titles = columns.map(({ id, title }) => ({ id, title }))
  const begun = await client.request('lists:begin', { list, format, columns: titles })
  if (begun.outcome === 'refused') return { outcome: 'refused', message: begun.problem.message }
  if (begun.outcome === 'cancelled') return begun
  const { token } = begun
  try {
    let written = 0
    for await (const { rows, total } of read()) {
      onProgress({ rows: written, total })
      for (const part of partsOf(rows.map((row) => columns.map(({ value }) => value(row))))) {
        if (signal.aborted) return await cancelled()
        const answer = await client.request('lists:append', { token, rows: part })
        if (answer.outcome === 'refused') return { outcome: 'refused', message: answer.problem.message }
        written += part.length
        onProgress({ rows: written, total })
      }
    }
    if (signal.aborted) return await cancelled()
    const answer = await client.request('lists:finish', { token })
    return answer.outcome === 'refused' ? { outcome: 'refused', message: answer.problem.message } : answer
  } catch (error) {
    await cancelled().catch(() => undefined)
    throw error
  }

  async function cancelled(): Promise<ListOutcome> {
    await client.request('lists:cancel', { token })
    return { outcome: 'cancelled' }
  }
}

function* partsOf(rows: readonly ListValue[][]): Generator<ListValue[][]> {
  let part: ListValue[][] = []
  let size = 0
  for (const row of rows) {
    const characters = row.reduce<number>((sum, value) => sum + sizeOf(value), 0)
    if (part.length > 0 && (part.length >= MOST_ROWS || size + characters > MOST_CHARACTERS)) {
      yield part
      part = []
      size = 0
    }
    part.push(row)
    size += characters
  }
  if (part.length > 0) yield part
}

function sizeOf(value: ListValue): number {
  if (Array.isArray(value)) return value.reduce((sum, one) => sum + one.length + 3, 2)
  return typeof value === 'string' ? value.length + 3 : 8
}
