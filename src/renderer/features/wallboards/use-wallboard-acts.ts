import { useTranslation } from 'react-i18next'
import type { BoardData } from '#shared/board/document.ts'
import { copiedBoard } from '#shared/board/templates.ts'
import { useOutpost, useToasts } from '../../app/context.tsx'
import { type Said, useQueueChanges } from '../../app/hooks/actions.ts'
import { type Board, localBoardId, useBoards } from '../../app/hooks/boards.ts'
import { freshId } from '../../app/time.ts'
import { cut, inSentence } from '../../i18n/foreign-text.ts'
import type { Translate } from '../../i18n/setup.ts'
import { errorSentence } from '../../i18n/words.ts'
import { toRequestError } from '../../ipc/client.ts'
import type { Say } from '../../stores/toast-store.ts'

/** The schema’s limit. */
const MAX_NAME = 200
export const newPartId = (): string => freshId('w')

/** Boards as files of this PC: done at once, and said with what takes it back. */
function useLocalFiles() {
  const { t } = useTranslation()
  const { client } = useOutpost()
  const addToast = useToasts((state) => state.add)
  const { reloadLocal } = useBoards()

  /** Null: it failed, which has been said. */
  async function tried<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      return await work()
    } catch (error) {
      const reason = (t: Translate) => errorSentence(t, toRequestError(error))
      addToast({ tone: 'problem', text: (t) => t('boards.done.failed', { reason: reason(t) }) })
      return null
    }
  }
  async function keep(board: BoardData, fileName: string | null): Promise<string | null> {
    const kept = await tried(() => client.request('boards:keep', { fileName, board: { ...board } }))
    await reloadLocal()
    return kept?.fileName ?? null
  }
  async function removeFile(fileName: string): Promise<boolean> {
    const done = await tried(() => client.request('boards:remove', { fileName }))
    await reloadLocal()
    return done !== null
  }
  /** Says what was done on this PC, with what takes it back. */
  function say(text: Say, undo: () => Promise<unknown>): void {
    const action = { label: (t: Translate) => t('action.undo'), isUndo: true, run: () => void undo() }
    addToast({ text, action, group: `board/${text(t)}` })
  }

  return { tried, keep, removeFile, say }
}

/** What is done to whole boards. On the server it is queued like any other change; on this PC it is done at once. Both with Undo. */
export function useWallboardActs() {
  const { t } = useTranslation()
  const { client } = useOutpost()
  const addToast = useToasts((state) => state.add)
  const { queue, isQueueing } = useQueueChanges()
  const { tried, keep, removeFile, say } = useLocalFiles()

  async function createOnServer(board: BoardData, said: Said): Promise<string | null> {
    const fields = { ...board, pages: [...board.pages] }
    const [operation] = (await queue([{ kind: 'create', entityType: 'wallboard', fields }], said)) ?? []
    return operation?.entityId ?? null
  }
  async function createLocal(board: BoardData): Promise<string | null> {
    const fileName = await keep(board, null)
    if (fileName === null) return null
    say(
      (t) => t('boards.done.kept', { name: inSentence(board.name) }),
      () => removeFile(fileName),
    )
    return localBoardId(fileName)
  }
  function create(board: BoardData, isLocal: boolean): Promise<string | null> {
    const words = { name: inSentence(board.name) }
    return isLocal ? createLocal(board) : createOnServer(board, inWords('created', words))
  }
  async function saveFile(fileName: string, before: BoardData, next: BoardData): Promise<boolean> {
    if ((await keep(next, fileName)) === null) return false
    say(
      (t) => t('boards.done.saved', { name: inSentence(next.name) }),
      () => keep(before, fileName),
    )
    return true
  }

  return {
    isQueueing,
    /** Answers the id of the new board; null: there is none, which has been said. */
    create,
    /** As a file of this PC. */
    keepCopy: (board: BoardData): Promise<string | null> => createLocal(copiedBoard(board, board.name, newPartId)),
    /** To the server, from this PC. */
    share: (board: BoardData): Promise<string | null> => create(copiedBoard(board, board.name, newPartId), false),
    duplicate: ({ fileName }: Board, data: BoardData): Promise<string | null> => {
      const mark = t('boards.copy')
      const copy = copiedBoard(data, `${cut(data.name, MAX_NAME - mark.length - 1)} ${mark}`, newPartId)
      const words = { name: inSentence(data.name) }
      return fileName === null ? createOnServer(copy, inWords('duplicated', words)) : createLocal(copy)
    },
    /** @param changes only the fields that are to be others. */
    save: async ({ id, fileName }: Board, data: BoardData, changes: Partial<BoardData>): Promise<boolean> => {
      if (fileName !== null) return saveFile(fileName, data, { ...data, ...changes })
      const words = { name: inSentence(data.name) }
      const said = inWords('saved', words)
      return (
        (await queue([{ kind: 'update', entityType: 'wallboard', entityId: id, fields: { ...changes } }], said)) !==
        null
      )
    },
    /** Writes the file of a board whose file is gone or damaged anew. */
    saveAgain: ({ fileName }: Board, data: BoardData): Promise<string | null> => keep(data, fileName),
    remove: async ({ id, fileName, name, data }: Board): Promise<void> => {
      const words = { name: inSentence(name) }
      if (fileName === null) {
        await queue([{ kind: 'delete', entityType: 'wallboard', entityId: id }], inWords('deleted', words))
      } else if (await removeFile(fileName)) {
        const text: Say = (t) => t('boards.done.removed', words)
        if (data === null) addToast({ text })
        else say(text, () => keep(data, fileName))
      }
    },
    exportFile: async (data: BoardData): Promise<void> => {
      const answer = await tried(() => client.request('boards:export', { board: { ...data } }))
      if (answer?.outcome === 'refused') addToast({ tone: 'problem', text: answer.problem.message })
      if (answer?.outcome !== 'written') return
      addToast({
        text: (t) => t('boards.done.written', { name: inSentence(data.name), file: inSentence(answer.fileName) }),
      })
    },
  }
}

export type WallboardActs = ReturnType<typeof useWallboardActs>

function inWords(verb: 'created' | 'duplicated' | 'saved' | 'deleted', words: { readonly name: string }): Said {
  return { queued: (t) => t(`boards.queued.${verb}`, words), done: (t) => t(`boards.done.${verb}`, words) }
}
