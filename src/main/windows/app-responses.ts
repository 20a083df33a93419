import { readFileSync, realpathSync } from 'node:fs'
import type { SpokenLanguage } from '#shared/i18n/languages.ts'
import { type AppFile, isInside, resolveAppFile } from './app-files.ts'
import { builtInFile } from './error-page.ts'
import { appResponseHeaders } from './response-headers.ts'

/** What goes back to the page; as the runtime takes it. */
export interface AppResponse {
  readonly statusCode: number
  readonly headers: Record<string, string>
  readonly data: Buffer
}

export interface AppPages {
  /** The folder of the renderer's files. */
  readonly root: string
  /** What the pages speak from their first paint on; a page that is loaded again is told the language of then. */
  readonly language: () => SpokenLanguage
}

const NOTHING = Buffer.alloc(0)
/** As the build writes it. */
const SOURCE_ROOT = '<html lang="en"'

/** A file that is there and could not be read: it is worth another try. */
export const UNREADABLE = 503
/** Errors for which the file is not there at all. */
const MISSING: ReadonlySet<unknown> = new Set(['ENOENT', 'ENOTDIR', 'EISDIR'])

/** The answer to one request. Never throws. */
export function answerAppRequest(method: string, url: string, { root, language }: AppPages): AppResponse {
  if (method !== 'GET' && method !== 'HEAD') return refusal(405)
  const builtIn = URL.canParse(url) ? builtInFile(new URL(url).pathname, language()) : undefined
  const file = resolveAppFile(root, url)
  if (file === null) return refusal(404)
  if (builtIn !== undefined) return found(method, builtIn.contentType, builtIn.text)
  const content = readInside(root, file)
  if (typeof content === 'number') return refusal(content)
  const isPage = file.contentType.startsWith('text/html')
  return found(method, file.contentType, isPage ? speaking(content.toString('utf8'), language()) : content)
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

/** The page says in its first line which texts it will want, so that none are drawn before them. */
function speaking(page: string, language: SpokenLanguage): string {
  return page.replace(SOURCE_ROOT, `<html lang="${language}"`)
}

function found(method: string, contentType: string, body: string | Buffer<ArrayBuffer>): AppResponse {
  const content = typeof body === 'string' ? Buffer.from(body) : body
  const data = method === 'HEAD' ? NOTHING : content
  return { statusCode: 200, headers: appResponseHeaders(contentType), data }
}

function refusal(statusCode: number): AppResponse {
  return { statusCode, headers: appResponseHeaders('text/plain; charset=utf-8'), data: NOTHING }
}
