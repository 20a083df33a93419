import { ArrowDown, ArrowUp } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DEVICE_COLUMNS } from '#shared/domain/device-columns.ts'
import type { DeviceColumn } from '#shared/domain/device-views.ts'
import { Button, IconButton } from '../../components/Button.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Checkbox } from '../../components/Field.tsx'
import styles from './ColumnsDialog.module.css'
import { columnName } from './columns.tsx'
import type { DeviceViews } from './use-device-views.ts'
import { columnsOf, moveColumn, resizeColumn, toggleColumn, withFittingWidth } from './views.ts'

/** Which columns the view shows, in which order and how wide. Kept when the dialog is closed with its button. */
export function ColumnsDialog({ views, onClose }: { views: DeviceViews; onClose: () => void }) {
  const { t } = useTranslation()
  const [layout, setLayout] = useState(views.layout)
  const list = useRef<HTMLUListElement>(null)
  const shown = columnsOf(layout)
  const hidden = DEVICE_COLUMNS.filter((id) => !shown.some((column) => column.id === id))

  function move(id: DeviceColumn, by: number): void {
    setLayout(moveColumn(layout, id, by))
    // The line has moved away under the focus, which goes with it.
    queueMicrotask(() => list.current?.querySelector<HTMLElement>(`[data-column="${id}"] input`)?.focus())
  }
  const moveByKey = (id: DeviceColumn) => (event: KeyboardEvent) => {
    if (!event.altKey || !(event.key === 'ArrowUp' || event.key === 'ArrowDown')) return
    event.preventDefault()
    move(id, event.key === 'ArrowUp' ? -1 : 1)
  }
  const submit = () => {
    views.setLayout(layout)
    onClose()
  }

  return (
    <Dialog
      title={t('devices.columns.title')}
      onClose={onClose}
      onSubmit={submit}
      actions={
        <>
          <Button onClick={() => setLayout({ ...layout, columns: null })}>{t('devices.columns.standard')}</Button>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button tone="primary" isSubmit>
            {t('devices.columns.done')}
          </Button>
        </>
      }
    >
      <p className={styles['help']}>{t('devices.columns.help')}</p>
      <ul ref={list} className={styles['list']}>
        {shown.map(({ id, width }, index) => {
          const column = columnName(t, id)
          return (
            <li key={id} data-column={id} className={styles['line']} onKeyDown={moveByKey(id)}>
              <Checkbox
                label={column}
                checked
                disabled={id === 'name'}
                onChange={() => setLayout(toggleColumn(layout, id))}
              />
              <input
                type="number"
                aria-label={t('devices.columns.width', { column })}
                placeholder={t('devices.columns.widthShort')}
                className={styles['width']}
                defaultValue={width ?? ''}
                onBlur={(event) => {
                  const typed = event.target.valueAsNumber
                  setLayout(Number.isFinite(typed) ? resizeColumn(layout, id, typed) : withFittingWidth(layout, id))
                }}
              />
              <IconButton
                label={t('devices.columns.up', { column })}
                icon={<ArrowUp size={14} strokeWidth={1.5} aria-hidden />}
                disabled={index === 0}
                onClick={() => move(id, -1)}
              />
              <IconButton
                label={t('devices.columns.down', { column })}
                icon={<ArrowDown size={14} strokeWidth={1.5} aria-hidden />}
                disabled={index === shown.length - 1}
                onClick={() => move(id, 1)}
              />
            </li>
          )
        })}
        {hidden.map((id) => (
          <li key={id} className={styles['line']}>
            <Checkbox label={columnName(t, id)} checked={false} onChange={() => setLayout(toggleColumn(layout, id))} />
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
