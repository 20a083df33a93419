import type { BoardWidget } from '#shared/board/document.ts'
import type { Translate } from '../../../i18n/setup.ts'
import { isWidgetType } from './widget-catalogue.ts'

/** What is followed often, and has words: a number without any would say nothing to whoever passes by. */
const NAMED = [
  'devices.total',
  'devices.online',
  'devices.idle',
  'devices.offline',
  'devices.availability',
  'devices.score',
  'devices.unconfirmed',
  'devices.lost',
  'devices.by.site',
  'devices.by.group',
  'devices.by.tag',
  'devices.by.model',
  'alarms.active',
  'alarms.critical',
  'alarms.high',
  'alarms.medium',
  'alarms.low',
  'alarms.unacknowledged',
  'alarms.latest',
  'queue.waiting',
  'queue.refused',
  'conflicts.open',
  'connection.state',
  'rate',
  'events',
] as const

/** What stands above a widget: its title, else words for what it follows. */
export function captionOf(t: Translate, { title, bindings }: Pick<BoardWidget, 'title' | 'bindings'>): string {
  if (title !== '') return title
  const followed = Object.values(bindings)
  const name = NAMED.find((one) => followed[0]?.$bind === one)
  return name === undefined || followed[0]?.$channel !== undefined ? '' : t(`boardWidgets.follows.${name}`)
}

/** How a widget is called where it has to be called something. */
export function nameOf(t: Translate, widget: Pick<BoardWidget, 'title' | 'bindings' | 'type'>): string {
  const caption = captionOf(t, widget)
  if (caption !== '') return caption
  return isWidgetType(widget.type) ? t(`boardWidgets.type.${widget.type}.name`) : widget.type
}
