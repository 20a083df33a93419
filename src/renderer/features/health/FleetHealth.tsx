import { type ReactNode, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp, useUi } from '../../app/context.tsx'
import { useCacheState } from '../../app/hooks/replica.ts'
import { useStaleNote } from '../../app/hooks/stale-note.ts'
import { knowledgeOf } from '../../app/knowledge.ts'
import { NotKnownYet } from '../../app/NotKnownYet.tsx'
import { useStableOrder } from '../../app/stable-order.ts'
import { NO_MARKS, widgetStateOf } from '../../app/widget-state.ts'
import { Button } from '../../components/Button.tsx'
import { DataGrid } from '../../components/DataGrid.tsx'
import type { GridColumn } from '../../components/grid-types.ts'
import { PageFrame } from '../../components/PageFrame.tsx'
import { Placeholder, RowSkeleton } from '../../components/Placeholder.tsx'
import { UpdatesWaiting } from '../../components/UpdatesWaiting.tsx'
import { foreignText, inSentence } from '../../i18n/foreign-text.ts'
import { formatNumber } from '../../i18n/format.ts'
import { errorSentence } from '../../i18n/words.ts'
import { FleetFigures } from './FleetFigures.tsx'
import styles from './FleetHealth.module.css'
import type { FleetHealthFigures, WorstDevice } from './fleet-health.ts'
import { useFleetHealth } from './use-fleet-health.ts'

/** How healthy the devices are: all of them in a picture, and the worst by name. `view`: which of the page's views is shown. */
export function FleetHealth({ view }: { view: ReactNode }) {
  const { t } = useTranslation()
  const figures = useFleetHealth()
  const cache = useCacheState('device')
  const note = useStaleNote(cache)
  const count = figures === null ? undefined : t('health.fleet.summary', { n: formatNumber(figures.devices) })
  return (
    <PageFrame title={t('health.title')} count={count} note={note} tab="devices" view={view}>
      {cache.state === 'failed' ? (
        <Placeholder
          role="alert"
          title={t('error.title')}
          text={cache.error === null ? undefined : errorSentence(t, cache.error)}
          action={<Button onClick={cache.reload}>{t('action.tryAgain')}</Button>}
        />
      ) : figures === null ? (
        <RowSkeleton label={t('health.fleet.loading')} />
      ) : figures.devices === 0 && knowledgeOf(cache) === 'never' ? (
        <NotKnownYet />
      ) : figures.devices === 0 ? (
        <Placeholder title={t('health.fleet.empty')} text={t('health.fleet.emptyText')} />
      ) : (
        <div className={styles['split']}>
          <FleetFigures figures={figures} widget={widgetStateOf([cache], NO_MARKS)} />
          <WorstDevices figures={figures} />
        </div>
      )}
    </PageFrame>
  )
}

function WorstDevices({ figures }: { figures: FleetHealthFigures }) {
  const { t } = useTranslation()
  const go = useUi((state) => state.go)
  const rowHeight = useApp((state) => (state.settings?.values.density === 'comfortable' ? 36 : 28))
  const [activeId, setActiveId] = useState<string | null>(null)
  const [isHeld, setHeld] = useState(false)
  const byId = useMemo(() => new Map(figures.worst.map((device) => [device.id, device])), [figures])
  const ids = useMemo(() => [...byId.keys()], [byId])
  const stable = useStableOrder(ids, isHeld, '', (id) => byId.has(id))
  const columns = useWorstColumns()
  return (
    <div className={styles['worst']}>
      <DataGrid
        label={t('health.fleet.worst')}
        columns={columns}
        ids={stable.ids}
        rowOf={(id) => byId.get(id)}
        rowLabel={(row) =>
          t('health.fleet.row', {
            name: inSentence(row.name),
            site: inSentence(row.site),
            score: formatNumber(row.health.score),
          })
        }
        rowAttributes={(row) => ({ 'data-entity-id': row.id })}
        rowHeight={rowHeight}
        activeId={activeId}
        onActiveChange={setActiveId}
        onOpen={(id) => go('devices', { deviceId: id })}
        onHoldChange={setHeld}
      />
      <UpdatesWaiting
        count={stable.waiting}
        text={t('health.updates', { count: stable.waiting })}
        onRefresh={stable.refresh}
      />
    </div>
  )
}

function useWorstColumns(): readonly GridColumn<WorstDevice>[] {
  const { t } = useTranslation()
  return useMemo(() => {
    const share = (id: 'cpu' | 'memory' | 'storage'): GridColumn<WorstDevice> => ({
      id,
      header: t(`health.fleet.${id}`),
      track: '84px',
      align: 'end',
      cell: ({ health }) => t('health.fleet.percent', { n: formatNumber(health[id]) }),
    })
    return [
      {
        id: 'score',
        header: t('health.fleet.score'),
        track: '64px',
        align: 'end',
        cell: ({ health }) => <strong>{formatNumber(health.score)}</strong>,
      },
      { id: 'name', header: t('health.fleet.device'), track: 'minmax(140px, 2fr)', cell: ({ name }) => nameCell(name) },
      { id: 'site', header: t('health.fleet.site'), track: 'minmax(110px, 1.4fr)', cell: ({ site }) => nameCell(site) },
      share('cpu'),
      share('memory'),
      share('storage'),
      {
        id: 'temperature',
        header: t('health.fleet.temperature'),
        track: '96px',
        align: 'end',
        cell: ({ health }) => t('health.fleet.degrees', { n: formatNumber(health.temperature) }),
      },
    ]
  }, [t])
}

function nameCell(name: string): ReactNode {
  return <bdi>{foreignText(name)}</bdi>
}
