import type { EntityView } from '#shared/domain/view.ts'
import type { IpcResponse } from '#shared/ipc/contract.ts'

/** One grey pixel for all of them: what matters is what stands around it. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNIAAAAYgBhHBADfwAAAABJRU5ErkJggg=='

/** The picture that an imagined device has taken; null: it has taken none. */
export function screenshotOf(device: EntityView | undefined): IpcResponse<'device:screenshot'>['screenshot'] {
  const taken = device?.reported['screenshot'] as { key: string; at: number } | undefined
  return taken === undefined ? null : { ...taken, mediaType: 'image/png', width: 480, height: 270, data: PIXEL }
}
