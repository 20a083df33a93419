import { Copy, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { BoardData, BoardWidget, WidgetPlace } from '#shared/board/document.ts'
import { Button } from '../../../components/Button.tsx'
import { TextField } from '../../../components/Field.tsx'
import { BindingFields } from './BindingFields.tsx'
import styles from './Editor.module.css'
import { OptionField } from './OptionField.tsx'
import { TypedNumber } from './TypedNumber.tsx'
import type { BoardEdit } from './use-board-editor.ts'
import { leastOf, type WidgetActs } from './use-widget-acts.ts'
import { isWidgetType, WIDGETS } from './widget-catalogue.ts'

const ICON = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const
const MAX_TITLE = 200

interface WidgetFormProps {
  readonly widget: BoardWidget
  readonly edit: BoardEdit
  readonly acts: WidgetActs
  readonly isBlocked: boolean
}

/** What can be said about one widget: made from the description of its kind. */
export function WidgetForm({ widget, edit, acts, isBlocked }: WidgetFormProps) {
  const { t } = useTranslation()
  const { id, type, title, options, bindings, place } = widget
  const kind = isWidgetType(type) ? WIDGETS[type] : null
  return (
    <section aria-label={t('boardEditor.widgetForm')} className={styles['form']}>
      <h2 className={styles['formTitle']}>{isWidgetType(type) ? t(`boardWidgets.type.${type}.name`) : type}</h2>
      <p className={styles['muted']}>
        {isWidgetType(type) ? t(`boardWidgets.type.${type}.about`) : t('boardWidgets.unknownType')}
      </p>
      <TextField
        label={t('boardEditor.title')}
        data-first
        maxLength={MAX_TITLE}
        disabled={isBlocked}
        value={title}
        onChange={(event) => edit.step({ kind: 'widget', id, about: 'title', fields: { title: event.target.value } })}
      />
      {kind?.inputs.map((input) => (
        <BindingFields
          key={`${id} ${input.name}`}
          input={input}
          binding={bindings[input.name]}
          isDisabled={isBlocked}
          onChange={(binding) => {
            const { [input.name]: _before, ...others } = bindings
            const next = binding === undefined ? others : { ...others, [input.name]: binding }
            edit.step({ kind: 'widget', id, about: `binding ${input.name}`, fields: { bindings: next } })
          }}
        />
      ))}
      {kind?.options.map((option) => (
        <OptionField
          key={`${id} ${option.name}`}
          option={option}
          value={options[option.name] ?? option.initial}
          isDisabled={isBlocked}
          onChange={(value) => {
            const next = { ...options, [option.name]: value }
            edit.step({ kind: 'widget', id, about: `option ${option.name}`, fields: { options: next } })
          }}
        />
      ))}
      <PlaceFields
        widget={widget}
        board={edit.board}
        isBlocked={isBlocked}
        onPut={(next) => acts.put(widget, { ...place, ...next })}
      />
      <div className={styles['bar']}>
        <Button icon={<Copy {...ICON} />} disabled={isBlocked} onClick={() => acts.duplicate(widget)}>
          {t('boardEditor.duplicate')}
        </Button>
        <Button icon={<Trash2 {...ICON} />} disabled={isBlocked} onClick={() => acts.remove(widget)}>
          {t('boardEditor.remove')}
        </Button>
      </div>
    </section>
  )
}

interface PlaceFieldsProps {
  readonly widget: BoardWidget
  readonly board: BoardData
  readonly isBlocked: boolean
  readonly onPut: (place: Partial<WidgetPlace>) => void
}

function PlaceFields({ widget, board, isBlocked, onPut }: PlaceFieldsProps) {
  const { t } = useTranslation()
  const { x, y, w, h } = widget.place
  const least = leastOf(widget)
  const given = { isWhole: true, isDisabled: isBlocked }
  return (
    <fieldset className={styles['binding']}>
      <legend>{t('boardEditor.place')}</legend>
      <div className={styles['pairs']}>
        <TypedNumber
          {...given}
          label={t('boardEditor.column')}
          value={x + 1}
          least={1}
          most={board.columns - w + 1}
          onChange={(value) => value !== null && onPut({ x: value - 1 })}
        />
        <TypedNumber
          {...given}
          label={t('boardEditor.row')}
          value={y + 1}
          least={1}
          most={board.rows - h + 1}
          onChange={(value) => value !== null && onPut({ y: value - 1 })}
        />
        <TypedNumber
          {...given}
          label={t('boardEditor.width')}
          value={w}
          least={Math.min(least.w, w)}
          most={board.columns - x}
          onChange={(value) => value !== null && onPut({ w: value })}
        />
        <TypedNumber
          {...given}
          label={t('boardEditor.height')}
          value={h}
          least={Math.min(least.h, h)}
          most={board.rows - y}
          onChange={(value) => value !== null && onPut({ h: value })}
        />
      </div>
    </fieldset>
  )
}
