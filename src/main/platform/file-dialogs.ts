/** A kind of file, as the dialogs of the system name it. */
export interface FileKind {
  readonly name: string
  /** Without the dot. */
  readonly extension: string
}

/** Asks the operator where a file is. A path never comes from a window's page. */
export interface FileDialogs {
  /** Null: the operator changed their mind. `title` and `suggestedName` are shown. */
  save(windowId: number, question: { title: string; suggestedName: string; kind: FileKind }): Promise<string | null>
  folder(windowId: number, question: { title: string }): Promise<string | null>
  /** Several files of these kinds; empty: the operator changed their mind. */
  openMany(
    windowId: number,
    question: { title: string; name: string; extensions: string[] },
  ): Promise<readonly string[]>
  open(windowId: number, question: { title: string; kind: FileKind }): Promise<string | null>
}
