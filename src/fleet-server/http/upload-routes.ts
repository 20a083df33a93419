import type { IncomingMessage } from 'node:http'
import { operationKeySchema } from '#shared/domain/ids.ts'
import {
  CHUNK_TYPE,
  MAX_CHUNK_BYTES,
  newUploadSchema,
  OFFSET_HEADER,
  UPLOAD_STATUS,
  UPLOADS_PATH,
} from '#shared/protocol/uploads.ts'
import type { Principal } from '../auth/tokens.ts'
import { Refusal } from '../core/refusal.ts'
import { parse } from '../core/requests.ts'
import type { ServerContext } from '../server-context.ts'
import { UploadRefusal } from '../uploads/upload-refusal.ts'
import { type Exchange, readJson, sendJson } from './exchange.ts'
import { authorize } from './sync-routes.ts'

/** Uploads, after the core of tus. Answers true when the path was one of them. */
export async function serveUploads(exchange: Exchange, context: ServerContext): Promise<boolean> {
  const { path } = exchange
  if (path !== UPLOADS_PATH && !path.startsWith(`${UPLOADS_PATH}/`)) return false
  try {
    await serve(exchange, context)
  } catch (error) {
    if (!(error instanceof UploadRefusal)) throw error
    sendJson(exchange, UPLOAD_STATUS[error.reason], { error: { code: error.reason, message: error.message } })
  }
  return true
}

async function serve(exchange: Exchange, context: ServerContext): Promise<void> {
  const { path, request } = exchange
  const { uploads } = context
  const principal = await authorize(request, context, 'operations:apply')
  if (principal.role === 'viewer') throw new Refusal('forbidden', 'A viewer may not upload anything.')
  if (path === UPLOADS_PATH) {
    if (request.method !== 'POST') throw new Refusal('not-found', 'There is nothing at this address.')
    return sendJson(exchange, 200, await begin(request, context, principal))
  }
  const key = parse(operationKeySchema, path.slice(UPLOADS_PATH.length + 1))
  const { userId } = principal
  if (request.method === 'GET') return sendJson(exchange, 200, uploads.find(key, userId))
  if (request.method === 'PATCH') return append(exchange, context, { key, userId })
  if (request.method !== 'DELETE') throw new Refusal('not-found', 'There is nothing at this address.')
  await uploads.discard(key, userId)
  sendJson(exchange, 200, {})
}

async function begin(request: IncomingMessage, { uploads, switches }: ServerContext, { userId }: Principal) {
  const upload = parse(newUploadSchema, await readJson(request))
  if (switches.uploads.isFull) throw new UploadRefusal('noSpace', 'There is no room for this file.')
  return uploads.begin(upload, userId)
}

async function append(
  exchange: Exchange,
  { uploads, switches }: ServerContext,
  { key, userId }: { readonly key: string; readonly userId: string },
): Promise<void> {
  const { request, response } = exchange
  if (request.headers['content-type'] !== CHUNK_TYPE) {
    throw new Refusal('malformed', `The bytes of an upload are of the type ${CHUNK_TYPE}.`)
  }
  const offset = Number(/^\d{1,15}$/.exec(String(request.headers[OFFSET_HEADER]))?.[0] ?? Number.NaN)
  if (Number.isNaN(offset)) throw new Refusal('malformed', `The header ${OFFSET_HEADER} says where the bytes begin.`)
  // A connection that breaks at a known place, for tests.
  if (offset >= switches.uploads.holdAt) return void response.destroy()
  const bytes = await readBytes(request)
  if (switches.uploads.flips > 0 && bytes.length > 0) {
    switches.uploads.flips -= 1
    bytes[0] = (bytes[0] ?? 0) ^ 1
  }
  if (switches.uploads.isFull) throw new UploadRefusal('noSpace', 'There is no room for this file.')
  const answer = await uploads.append(key, userId, offset, bytes)
  if (switches.uploads.lostAnswers > 0) {
    switches.uploads.lostAnswers -= 1
    return void response.destroy()
  }
  sendJson(exchange, 200, answer)
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of request as AsyncIterable<Buffer>) {
    size += piece.length
    if (size > MAX_CHUNK_BYTES) throw new Refusal('too-large', `At most ${MAX_CHUNK_BYTES} bytes at once.`)
    pieces.push(piece)
  }
  return Buffer.concat(pieces, size)
}
