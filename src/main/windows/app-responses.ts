import { readFile, realpath } from 'node:fs/promises'
import { type AppFile, isInside, resolveAppFile } from './app-files.ts'
import { BUILT_IN_FILES } from './error-page.ts'
import { appResponseHeaders } from './response-headers.ts'

/** The answer to one request. Never rejects. */
export async function answerAppRequest(method: string, url: string, rendererRoot: string): Promise<Response> {
  if (method !== 'GET' && method !== 'HEAD') return refusal(405)
  const builtIn = URL.canParse(url) ? BUILT_IN_FILES.get(new URL(url).pathname) : undefined
  const file = resolveAppFile(rendererRoot, url)
  if (file === null) return refusal(404)
  if (builtIn !== undefined) return found(method, builtIn.contentType, builtIn.text)
  const content = await readInside(rendererRoot, file)
  return content === null ? refusal(404) : found(method, file.contentType, content)
}

/** The file's bytes, or null when it does not exist or a link leads out of the root. */
async function readInside(root: string, file: AppFile): Promise<Buffer<ArrayBuffer> | null> {
  try {
    const [realRoot, realFile] = await Promise.all([realpath(root), realpath(file.path)])
    return isInside(realRoot, realFile) ? await readFile(realFile) : null
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
