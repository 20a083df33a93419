import { OutpostError } from '#shared/errors/result.ts'
import { isErrnoException } from '../platform/file-atomic.ts'

/** What the operator is told when a file that they chose cannot be written or read. */
export function fileTrouble(error: unknown, what: 'written' | 'read'): OutpostError {
  if (error instanceof OutpostError) return error
  const code = isErrnoException(error) ? error.code : undefined
  const hint = what === 'written' ? 'Choose another place; nothing was changed.' : 'Nothing was taken in.'
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new OutpostError('storage-full', `There is no room for the file. ${hint}`, { cause: error })
  }
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') {
    return new OutpostError('storage-read-only', `The file may not be ${what} there (${code}). ${hint}`, {
      cause: error,
    })
  }
  const reason = code ?? (error instanceof Error ? error.message : String(error))
  return new OutpostError('storage-failed', `The file could not be ${what} (${reason}). ${hint}`, { cause: error })
}
