import { useTranslation } from 'react-i18next'
import { Button } from '../../components/Button.tsx'
import { ConfirmDialog, Dialog } from '../../components/Dialog.tsx'
import { foreignText, inSentence } from '../../i18n/foreign-text.ts'
import styles from './Content.module.css'
import { type ContentRow, tagsOf } from './content-row.ts'
import { useContentActs } from './use-content-acts.ts'
import type { ContentPageState } from './use-content-page.ts'
import type { PlaylistUse } from './use-content-uses.ts'
import { ValueDialog } from './ValueDialog.tsx'
import { WebPageDialog } from './WebPageDialog.tsx'

/** Most lines that name what is in use. */
const MAX_NAMED = 8

export function ContentQuestions({ page }: { page: ContentPageState }) {
  const acts = useContentActs()
  const { question, list } = page
  if (question === null) return null
  const close = () => page.ask(null)
  if (question.verb === 'web') {
    const folder = list.filter.folder ?? ''
    return <WebPageDialog folder={folder} onClose={close} onCreated={(id) => page.open(id, 'keyboard')} />
  }
  const { verb, rows } = question
  const done = () => list.select(new Set())
  if (verb === 'delete') {
    return (
      <DeleteQuestion
        rows={rows}
        usesOf={list.usesOf}
        onDelete={(free) => {
          done()
          void acts.remove(free)
        }}
        onClose={close}
      />
    )
  }
  const known =
    verb === 'move'
      ? list.folders.map(({ path }) => path)
      : tagsOf(verb === 'tag' ? [...list.byId.values()] : rows).map(({ value }) => value)
  return (
    <ValueDialog
      verb={verb}
      rows={rows}
      known={known}
      onApply={(value) => void acts.edit(rows, { kind: verb, value })}
      onClose={close}
    />
  )
}

interface DeleteQuestionProps {
  readonly rows: readonly ContentRow[]
  readonly usesOf: (id: string) => readonly PlaylistUse[]
  readonly onDelete: (rows: readonly ContentRow[]) => void
  readonly onClose: () => void
}

/** Asks once. What playlists use stays, since the server would refuse it: it is named before. */
function DeleteQuestion({ rows, usesOf, onDelete, onClose }: DeleteQuestionProps) {
  const { t } = useTranslation()
  const used = rows.filter(({ id }) => usesOf(id).length > 0)
  const free = rows.filter(({ id }) => usesOf(id).length === 0)
  const named = (
    <ul className={styles['named']}>
      {used.slice(0, MAX_NAMED).map((row) => (
        <li key={row.id}>
          <bdi>{foreignText(row.name)}</bdi>
          <span className={styles['muted']}>
            {t('content.used.in', { count: usesOf(row.id).length, name: inSentence(usesOf(row.id)[0]?.name ?? '') })}
          </span>
        </li>
      ))}
      {used.length > MAX_NAMED ? <li>{t('content.used.more', { count: used.length - MAX_NAMED })}</li> : null}
    </ul>
  )
  if (free.length === 0) {
    return (
      <Dialog
        role="alertdialog"
        title={t('content.used.title', { count: used.length })}
        onClose={onClose}
        actions={
          <Button autoFocus onClick={onClose}>
            {t('action.close')}
          </Button>
        }
      >
        <p>{t('content.used.text')}</p>
        {named}
      </Dialog>
    )
  }
  return (
    <ConfirmDialog
      title={t('content.confirm.deleteTitle', { count: free.length, name: inSentence(free[0]?.name ?? '') })}
      confirm={t('content.confirm.delete', { count: free.length })}
      cancel={t('action.cancel')}
      onConfirm={() => onDelete(free)}
      onClose={onClose}
    >
      <p>{t('content.confirm.deleteText', { count: free.length })}</p>
      {used.length === 0 ? null : (
        <>
          <p>{t('content.used.stay', { count: used.length })}</p>
          {named}
        </>
      )}
    </ConfirmDialog>
  )
}
