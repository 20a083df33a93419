import { Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useBulkChanges } from '../../app/hooks/bulk.ts'
import { Button } from '../../components/Button.tsx'
import { SelectionBar } from '../../components/SelectionBar.tsx'
import { formatNumber } from '../../i18n/format.ts'
import type { ContentPageState } from './use-content-page.ts'

/** What can be done with several pieces at once. */
export function ContentBulkBar({ page }: { page: ContentPageState }) {
  const { t } = useTranslation()
  const isBusy = useBulkChanges().bulk?.state === 'running'
  const { selected, byId, ids, select } = page.list
  const count = selected.size
  if (count === 0) return null
  const hidden = count - ids.filter((id) => selected.has(id)).length
  const ask = (verb: 'tag' | 'untag' | 'move' | 'delete') => () => {
    const rows = [...selected].flatMap((id) => byId.get(id) ?? []).filter(({ view }) => !view.isDeleting)
    if (rows.length > 0) page.ask({ verb, rows })
  }
  return (
    <SelectionBar
      label={t('content.bulk.label')}
      count={t('content.bulk.selected', { count })}
      note={hidden === 0 ? undefined : t('content.bulk.hidden', { n: formatNumber(hidden) })}
      clear={t('content.bulk.clear')}
      onClear={() => select(new Set())}
    >
      {(['tag', 'untag', 'move'] as const).map((verb) => (
        <Button key={verb} disabled={isBusy} onClick={ask(verb)}>
          {t(`content.bulk.${verb}Open`)}
        </Button>
      ))}
      <Button
        tone="danger"
        disabled={isBusy}
        icon={<Trash2 size={14} strokeWidth={1.5} aria-hidden />}
        onClick={ask('delete')}
      >
        {t('content.bulk.deleteOpen')}
      </Button>
    </SelectionBar>
  )
}
