import { readFileSync, realpathSync } from 'node:fs'
import { type AppFile, isInside, resolveAppFile } from './app-files.ts'
import { BUILT_IN_FILES } from './error-page.ts'
import { appResponseHeaders } from './response-headers.ts'

/** The answer to one request. Never throws. */
export function answerAppRequest(method: string, url: string, rendererRoot: string): Response {
  if (method !== 'GET' && method !== 'HEAD') return refusal(405)
  const builtIn = URL.canParse(url) ? BUILT_IN_FILES.get(new URL(url).pathname) : undefined
  const file = resolveAppFile(rendererRoot, url)
  if (file === null) return refusal(404)
  if (builtIn !== undefined) return found(method, builtIn.contentType, builtIn.text)
  const content = readInside(rendererRoot, file)
  return content === null ? refusal(404) : found(method, file.contentType, content)
}

/**
 * The file's bytes, or null when it does not exist or a link leads out of the root. At once: the files are small and on this
 * PC's disk, and a page that starts would wait for a turn of this process with each step.
 */
function readInside(root: string, file: AppFile): Buffer<ArrayBuffer> | null {
  try {
    const [realRoot, realFile] = [realpathSync(root), realpathSync(file.path)]
    return isInside(realRoot, realFile) ? readFileSync(realFile) : null
  } catch {
    return null
  }
}

function found(method: string, contentType: string, body: string | Buffer<ArrayBuffer>): Response {
  return new Response(method === 'HEAD' ? null : body, { status: 200, headers: appResponseHeaders(contentType) })
}

function refusal(status: number): Response {
  return new Response(null, { status, headers: appResponseHeaders('text/plain; charset=utf-8') })
}
