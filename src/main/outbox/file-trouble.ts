import { OutpostError } from '#shared/errors/result.ts'
import { isErrnoException } from '../platform/file-atomic.ts'
import { FileRefusedError } from './bundle/problem.ts'

/** What the operator is told when a file that they chose cannot be written or read. */
export function fileTrouble(error: unknown, what: 'written' | 'read'): FileRefusedError | OutpostError {
  if (error instanceof FileRefusedError || error instanceof OutpostError) return error
  const code = isErrnoException(error) ? error.code : undefined
  const hint = what === 'written' ? 'Choose another place; nothing was changed.' : 'Nothing was taken in.'
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new FileRefusedError('no-room', `There is no room for the file. ${hint}`, { cause: error })
  }
  if (code === 'EBUSY' || code === 'ETXTBSY') {
    const message = `The file is in use by another program (${code}). Close it there, or choose another place; nothing was changed.`
    return new FileRefusedError(what === 'written' ? 'not-written' : 'not-read', message, { cause: error })
  }
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') {
    return new FileRefusedError('not-allowed', `The file may not be ${what} (${code}). ${hint}`, { cause: error })
  }
  const reason = code ?? (error instanceof Error ? error.message : String(error))
  const message = `The file could not be ${what} (${reason}). ${hint}`
  return new FileRefusedError(what === 'written' ? 'not-written' : 'not-read', message, { cause: error })
}
