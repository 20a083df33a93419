import { type RefObject, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DEVICE_COMMAND_NAMES } from '../../app/devices/command-names.ts'
import { type DeviceRow, deviceRowOf } from '../../app/devices/device-row.ts'
import { useDeviceActions } from '../../app/devices/use-device-actions.tsx'
import { useQueueChanges } from '../../app/hooks/actions.ts'
import { useRenderTime } from '../../app/hooks/render-time.ts'
import { useEntity } from '../../app/hooks/replica.ts'
import { LeaveConfirm } from '../../app/LeaveConfirm.tsx'
import { PanelHeading } from '../../app/PanelHeading.tsx'
import { Button } from '../../components/Button.tsx'
import type { SelectOption } from '../../components/Field.tsx'
import { SidePanel } from '../../components/SidePanel.tsx'
import { foreignText, inSentence } from '../../i18n/foreign-text.ts'
import type { Translate } from '../../i18n/setup.ts'
import { Status } from './cells.tsx'
import { DeviceActivity } from './DeviceActivity.tsx'
import { DeviceFacts } from './DeviceFacts.tsx'
import { DeviceFields } from './DeviceFields.tsx'
import { DeviceHealth } from './DeviceHealth.tsx'
import { DeviceOperations } from './DeviceOperations.tsx'
import styles from './DevicePanel.module.css'
import { DeviceScreen } from './DeviceScreen.tsx'
import { useDeviceForm } from './use-device-form.ts'
import { useDeviceWatch } from './use-device-watch.ts'

interface DevicePanelProps {
  readonly id: string
  readonly playlists: readonly SelectOption[]
  /** A new number moves the focus into the panel. */
  readonly focusRequest: number
  readonly onClose: () => void
}

export function DevicePanel({ id, playlists, focusRequest, onClose }: DevicePanelProps) {
  useRenderTime('device_panel')
  const { t } = useTranslation()
  const { entity, cache } = useEntity('device', id)
  if (entity !== undefined) {
    return <OpenPanel row={deviceRowOf(entity)} playlists={playlists} focusRequest={focusRequest} onClose={onClose} />
  }
  return (
    <SidePanel
      label={t('devices.detail.label')}
      closeLabel={t('devices.detail.close')}
      resizeLabel={t('devices.detail.resize')}
      header={<h2>{id}</h2>}
      onClose={onClose}
    >
      <p className={styles['section']}>
        {cache.state === 'loading' || cache.state === 'reading' ? t('devices.loading') : t('devices.detail.gone')}
      </p>
    </SidePanel>
  )
}

type OpenPanelProps = Omit<DevicePanelProps, 'id'> & { readonly row: DeviceRow }

function OpenPanel({ row, playlists, focusRequest, onClose }: OpenPanelProps) {
  const { t } = useTranslation()
  const panel = useRef<HTMLElement>(null)
  const [leaving, setLeaving] = useState<(() => void) | null>(null)
  const form = useDeviceForm(row, (proceed) => setLeaving(() => proceed))
  const { queue, isQueueing } = useQueueChanges()
  const actions = useDeviceActions()
  const watch = useDeviceWatch(row)
  const name = inSentence(row.data.name)
  const device = { id: row.id, name }

  useEffect(() => {
    if (focusRequest > 0) panel.current?.querySelector<HTMLElement>('input')?.focus()
  }, [focusRequest])

  async function save(): Promise<void> {
    const fields = form.changes
    if (fields === null || Object.keys(fields).length === 0) return
    const words = { name }
    const said = {
      queued: (t: Translate) => t('devices.queued.saved', words),
      done: (t: Translate) => t('devices.done.saved', words),
    }
    const intent = { kind: 'update', entityType: 'device', entityId: row.id, fields } as const
    await form.save(async () => (await queue([intent], said)) !== null)
  }

  return (
    <SidePanel
      ref={panel}
      label={t('devices.detail.label')}
      closeLabel={t('devices.detail.close')}
      resizeLabel={t('devices.detail.resize')}
      onClose={onClose}
      header={<PanelHeader row={row} />}
    >
      <SectionLinks panel={panel} />
      <DeviceFields row={row} form={form} playlists={playlists} isQueueing={isQueueing} onSave={() => void save()} />
      <section
        className={styles['section']}
        data-section="commands"
        tabIndex={-1}
        aria-label={t('devices.detail.commands')}
      >
        <h3>{t('devices.detail.commands')}</h3>
        <div className={styles['commands']}>
          {DEVICE_COMMAND_NAMES.map((name) => (
            <Button
              key={name}
              disabled={row.view.isNew || row.view.isDeleting}
              onClick={() => actions.command(name, [device])}
            >
              {t(`command.${name}`)}
            </Button>
          ))}
        </div>
      </section>
      <DeviceScreen row={row} />
      <DeviceOperations id={row.id} />
      <DeviceHealth row={row} watch={watch} />
      <DeviceFacts row={row} />
      <DeviceActivity row={row} watch={watch} />
      <section className={styles['section']}>
        <Button tone="danger" disabled={row.view.isDeleting} onClick={() => actions.remove([device])}>
          {t('devices.detail.delete')}
        </Button>
      </section>
      {actions.dialog}
      {leaving === null ? null : (
        <LeaveConfirm
          title={t('devices.confirm.leaveTitle')}
          confirm={t('devices.confirm.leaveButton')}
          cancel={t('devices.confirm.stayButton')}
          text={t('devices.confirm.leaveText', { name })}
          onLeave={() => {
            form.reset()
            leaving()
          }}
          onClose={() => setLeaving(null)}
        />
      )}
    </SidePanel>
  )
}

const SECTIONS = ['commands', 'operations', 'health', 'facts', 'activity'] as const

/** The detail is longer than most screens: straight to a part of it. */
function SectionLinks({ panel }: { panel: RefObject<HTMLElement | null> }) {
  const { t } = useTranslation()
  const show = (name: (typeof SECTIONS)[number]): void => {
    const section = panel.current?.querySelector<HTMLElement>(`[data-section="${name}"]`)
    section?.scrollIntoView({ block: 'start' })
    section?.focus({ preventScroll: true })
  }
  return (
    <nav className={styles['links']} aria-label={t('devices.detail.sections')}>
      {SECTIONS.map((name) => (
        <Button key={name} tone="quiet" className={styles['small']} onClick={() => show(name)}>
          {t(`devices.section.${name}`)}
        </Button>
      ))}
    </nav>
  )
}

function PanelHeader({ row }: { row: DeviceRow }) {
  const { t } = useTranslation()
  const { pairingCode: code } = row.data
  const newWords = code === undefined ? t('mark.isNewLong') : t('devices.pair.waiting', { code })
  return (
    <PanelHeading title={<bdi>{foreignText(row.data.name)}</bdi>} isDeleting={row.view.isDeleting}>
      <Status row={row} />
      <bdi>{foreignText(row.data.site)}</bdi>
      {row.view.isNew ? <span>{newWords}</span> : null}
    </PanelHeading>
  )
}
