import { Search } from 'lucide-react'
import { type Ref, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SearchBox } from '../../../components/SearchBox.tsx'
import styles from './Editor.module.css'
import { beginDrag } from './use-palette-drop.ts'
import { WIDGET_GROUPS, WIDGET_TYPES, WIDGETS, type WidgetType } from './widget-catalogue.ts'
import { WIDGET_PARTS } from './widget-parts.ts'

const ICON = { size: 14, strokeWidth: 1.5, 'aria-hidden': true } as const

interface WidgetPaletteProps {
  readonly searchRef: Ref<HTMLInputElement>
  readonly isBlocked: boolean
  readonly onAdd: (type: WidgetType) => void
}

/** All kinds of widgets, by what they are for: pressed, or dragged to their place. */
export function WidgetPalette({ searchRef, isBlocked, onAdd }: WidgetPaletteProps) {
  const { t } = useTranslation()
  const [words, setWords] = useState('')
  const wanted = words.trim().toLowerCase()
  const named = WIDGET_TYPES.map((type) => ({
    type,
    name: t(`boardWidgets.type.${type}.name`),
    about: t(`boardWidgets.type.${type}.about`),
  }))
  const found = named.filter(({ type, name, about }) => `${name} ${about} ${type}`.toLowerCase().includes(wanted))
  const [first] = found
  return (
    <nav aria-label={t('boardEditor.palette')} className={styles['palette']}>
      <SearchBox
        ref={searchRef}
        label={t('boardEditor.find')}
        placeholder={t('boardEditor.find')}
        icon={<Search {...ICON} />}
        hint="/"
        value={words}
        onChange={setWords}
        onKeyDown={(event) => {
          const isAlone = !event.ctrlKey && !event.metaKey
          if (event.key !== 'Enter' || !isAlone || first === undefined || wanted === '' || isBlocked) return
          event.preventDefault()
          onAdd(first.type)
        }}
      />
      {first === undefined ? <p className={styles['muted']}>{t('boardEditor.noKind')}</p> : null}
      {WIDGET_GROUPS.map((group) => {
        const kinds = found.filter(({ type }) => WIDGETS[type].group === group)
        if (kinds.length === 0) return null
        return (
          <section key={group}>
            <h2 className={styles['groupName']}>{t(`boardWidgets.group.${group}`)}</h2>
            <ul className={styles['kinds']}>
              {kinds.map(({ type, name, about }) => (
                <li key={type}>
                  <button
                    type="button"
                    aria-disabled={isBlocked || undefined}
                    draggable={!isBlocked}
                    onDragStart={(event) => beginDrag(event, type)}
                    className={styles['kind']}
                    onPointerEnter={() => void WIDGET_PARTS[type].preload()}
                    onClick={() => {
                      if (!isBlocked) onAdd(type)
                    }}
                  >
                    <span>{name}</span> <span className={styles['about']}>{about}</span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </nav>
  )
}
