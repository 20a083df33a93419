import { readFileSync } from 'node:fs'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

export interface ReadPdf {
  readonly isTagged: boolean
  /** Each page as text, with one space between the words. */
  readonly pages: readonly string[]
  /** What the tags say that there is: headings, tables and so on, each once. */
  readonly roles: readonly string[]
}

interface StructureNode {
  readonly role?: string
  readonly children?: readonly StructureNode[]
}

/** A PDF as another program reads it. */
export async function readPdf(file: string): Promise<ReadPdf> {
  const task = getDocument({ data: new Uint8Array(readFileSync(file)), useSystemFonts: false, verbosity: 0 })
  const document = await task.promise
  const pages: string[] = []
  const roles = new Set<string>()
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number)
    const { items } = await page.getTextContent()
    const words = items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? ' ' : ''}` : ''))
    pages.push(words.join('').replace(/\s+/g, ' '))
    note((await page.getStructTree()) as StructureNode | null, roles)
  }
  const isTagged = (await document.getMarkInfo())?.Marked === true
  await task.destroy()
  return { isTagged, pages, roles: [...roles] }
}

function note(node: StructureNode | null, roles: Set<string>): void {
  if (node?.role !== undefined) roles.add(node.role)
  for (const child of node?.children ?? []) note(child, roles)
}
