import { useTranslation } from 'react-i18next'
import { boardsText, MAX_PICKED_BOARDS } from '#shared/domain/window-route.ts'
import { useWindowActions } from '../../app/hooks/windows.ts'
import { MenuButton } from '../../components/MenuButton.tsx'
import { SelectionBar } from '../../components/SelectionBar.tsx'
import { formatNumber } from '../../i18n/format.ts'
import type { WallboardsState } from './use-wallboards-page.ts'

/** Wall windows that show the selected boards in turn, in the order of the list; those that it does not show come last. */
export function WallboardTurnBar({ page }: { page: WallboardsState }) {
  const { t } = useTranslation()
  const { wallsFor } = useWindowActions()
  const { selected, byId, ids, select } = page.list
  const shown = ids.filter((id) => selected.has(id) && byId.has(id))
  const hidden = [...selected].filter((id) => byId.has(id) && !shown.includes(id))
  const count = shown.length + hidden.length
  if (count === 0) return null
  const walls = () => {
    const target = { boards: boardsText([...shown, ...hidden]) }
    const tooMany = count > MAX_PICKED_BOARDS ? t('boards.turn.tooMany', { count: MAX_PICKED_BOARDS }) : null
    return wallsFor(target).map((wall) => ({ ...wall, whyNot: wall.whyNot ?? tooMany }))
  }
  return (
    <SelectionBar
      label={t('boards.turn.label')}
      count={t('boards.turn.selected', { count })}
      note={hidden.length === 0 ? undefined : t('boards.turn.hidden', { n: formatNumber(hidden.length) })}
      clear={t('boards.turn.clear')}
      onClear={() => select(new Set())}
    >
      <MenuButton
        label={t('boards.turn.show')}
        placement="bottom start"
        sections={() => [{ title: t('windows.open'), entries: walls() }]}
      />
    </SelectionBar>
  )
}
