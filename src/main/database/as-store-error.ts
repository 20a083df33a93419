import { classifySqliteError, SqliteOpenError } from '#sqlite/errors.ts'
import { StoreError, type StoreErrorKind } from './errors.ts'

const OPEN_ERRORS: Partial<Record<SqliteOpenError['code'], StoreErrorKind>> = {
  'read-only': 'read-only',
  full: 'full',
  corrupt: 'corrupt',
  'newer-schema': 'newer',
  'cannot-open': 'read-only',
}

/** Whatever was thrown, as users of the store know it. */
export function asStoreError(error: unknown): StoreError {
  if (error instanceof StoreError) return error
  if (error instanceof SqliteOpenError) {
    return new StoreError(OPEN_ERRORS[error.code] ?? 'failed', error.message, { cause: error })
  }
  const failure = classifySqliteError(error)
  if (failure === null)
    return new StoreError('other', error instanceof Error ? error.message : String(error), { cause: error })
  const text = `${failure.message} (${failure.code})`
  switch (failure.kind) {
    case 'full':
      return new StoreError(
        'full',
        `There is no room on the disk: ${text}. Free some space; nothing that was queued is lost.`,
      )
    case 'read-only':
      return new StoreError('read-only', `The profile cannot be written: ${text}.`)
    case 'corrupt':
      return new StoreError('corrupt', `The database is damaged: ${text}.`)
    case 'io':
    case 'cannot-open':
    case 'busy':
      return new StoreError('failed', `The disk did not take the data: ${text}.`)
    default:
      return new StoreError('other', text, { cause: error })
  }
}
