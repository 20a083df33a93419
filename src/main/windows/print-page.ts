import { pathToFileURL } from 'node:url'
import { session, WebContentsView } from 'electron'
import { escaped } from '../platform/markup.ts'

export interface PrintOptions {
  /** Stands at the foot of each page, beside its number. */
  readonly title: string
  /** Fonts for the foot, as a piece of style without addresses. */
  readonly letters: string
  readonly signal: AbortSignal
}

/** Pages are printed apart from everything else: nothing they could ask for is there. */
const PARTITION = 'print'
/** The files that are being printed: several may be at once, in the one session. */
const printed = new Set<string>()

/**
 * Prints an HTML file as a tagged PDF with numbered pages. The page gets no script, no preload, no network and no other file.
 * Rejects when it cannot be loaded or printed, or with the signal's reason.
 *
 * @param file absolute
 */
export async function printToPdf(file: string, { title, letters, signal }: PrintOptions): Promise<Uint8Array> {
  signal.throwIfAborted()
  const address = pathToFileURL(file).href
  const own = session.fromPartition(PARTITION, { cache: false })
  own.setPermissionRequestHandler((_contents, _permission, callback) => callback(false))
  own.webRequest.onBeforeRequest(({ url }, callback) => callback({ cancel: !printed.has(url) }))
  // A page without a window: it can be printed where there is no display. It ends when nobody holds the view any more.
  const view = new WebContentsView({
    webPreferences: { session: own, sandbox: true, contextIsolation: true, javascript: false, images: false },
  })
  const cancelled = Promise.withResolvers<never>()
  const onAbort = (): void => cancelled.reject(signal.reason)
  signal.addEventListener('abort', onAbort, { once: true })
  printed.add(address)
  const loading = view.webContents.loadURL(address)
  try {
    await Promise.race([loading, cancelled.promise])
    const printing = view.webContents.printToPDF({
      generateTaggedPDF: true,
      generateDocumentOutline: true,
      printBackground: true,
      preferCSSPageSize: true,
      displayHeaderFooter: true,
      headerTemplate: '<span></span>',
      footerTemplate: footerOf(title, letters),
    })
    return await Promise.race([printing, cancelled.promise])
  } finally {
    signal.removeEventListener('abort', onAbort)
    // Chromium cannot end while it starts the process of a page: who cancels waits for that moment.
    await loading.catch(() => undefined)
    printed.delete(address)
    view.webContents.close()
  }
}

function footerOf(title: string, letters: string): string {
  const style =
    "width:100%;padding:0 16mm;font:8px sans-serif,'Noto Sans Arabic Variable','Noto Sans JP Variable';color:#4b5563;display:flex;justify-content:space-between"
  return (
    `<style>${letters}</style><div style="${style}"><span dir="auto">${escaped(title)}</span>` +
    '<span><span class="pageNumber"></span> / <span class="totalPages"></span></span></div>'
  )
}
