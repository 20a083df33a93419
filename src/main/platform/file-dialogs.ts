import type { DesktopTexts } from '#shared/i18n/desktop-texts.ts'

/** What a dialog asks, and kinds of files, by the keys of their words. */
export type DialogTitle = keyof DesktopTexts['dialog']['title']
export type FileKindName = keyof DesktopTexts['dialog']['kind']

export interface FileKind {
  readonly name: FileKindName
  /** Without the dot. */
  readonly extension: string
}

/** Asks the operator where a file is. A path never comes from a window's page. */
export interface FileDialogs {
  /** Null: the operator changed their mind. `title` and `suggestedName` are shown. */
  save(
    windowId: number,
    question: { title: DialogTitle; suggestedName: string; kind: FileKind },
  ): Promise<string | null>
  folder(windowId: number, question: { title: DialogTitle }): Promise<string | null>
  open(windowId: number, question: { title: DialogTitle; kind: FileKind }): Promise<string | null>
  /** Several files of these kinds; empty: the operator changed their mind. */
  openMany(
    windowId: number,
    question: { title: DialogTitle; name: FileKindName; extensions: string[] },
  ): Promise<readonly string[]>
}
