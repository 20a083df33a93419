import { readFileSync, realpathSync } from 'node:fs'
import { type AppFile, isInside, resolveAppFile } from './app-files.ts'
import { BUILT_IN_FILES } from './error-page.ts'
import { appResponseHeaders } from './response-headers.ts'

/** What goes back to the page; as the runtime takes it. */
export interface AppResponse {
  readonly statusCode: number
  readonly headers: Record<string, string>
  readonly data: Buffer
}

const NOTHING = Buffer.alloc(0)

/** A file that is there and could not be read: it is worth another try. */
export const UNREADABLE = 503
/** Errors for which the file is not there at all. */
const MISSING: ReadonlySet<unknown> = new Set(['ENOENT', 'ENOTDIR', 'EISDIR'])

/** The answer to one request. Never throws. */
export function answerAppRequest(method: string, url: string, rendererRoot: string): AppResponse {
  if (method !== 'GET' && method !== 'HEAD') return refusal(405)
  const builtIn = URL.canParse(url) ? BUILT_IN_FILES.get(new URL(url).pathname) : undefined
  const file = resolveAppFile(rendererRoot, url)
  if (file === null) return refusal(404)
  if (builtIn !== undefined) return found(method, builtIn.contentType, builtIn.text)
  const content = readInside(rendererRoot, file)
  return typeof content === 'number' ? refusal(content) : found(method, file.contentType, content)
}

/**
 * The file's bytes, or 404 when it does not exist or a link leads out of the root, or `UNREADABLE`. At once: the files are
 * small and on this PC's disk, and a page that starts would wait for a turn of this process with each step.
 */
function readInside(root: string, file: AppFile): Buffer<ArrayBuffer> | number {
  try {
    const [realRoot, realFile] = [realpathSync(root), realpathSync(file.path)]
    return isInside(realRoot, realFile) ? readFileSync(realFile) : 404
  } catch (error) {
    return MISSING.has((error as NodeJS.ErrnoException).code) ? 404 : UNREADABLE
  }
}

function found(method: string, contentType: string, body: string | Buffer<ArrayBuffer>): AppResponse {
  const content = typeof body === 'string' ? Buffer.from(body) : body
  const data = method === 'HEAD' ? NOTHING : content
  return { statusCode: 200, headers: appResponseHeaders(contentType), data }
}

function refusal(statusCode: number): AppResponse {
  return { statusCode, headers: appResponseHeaders('text/plain; charset=utf-8'), data: NOTHING }
}
