import { memo, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { BoardWidget } from '#shared/board/document.ts'
import { type BoundValue, useBindings } from '../../../app/board/use-bindings.ts'
import { ErrorBoundary } from '../../../components/ErrorBoundary.tsx'
import { captionOf, nameOf } from './caption.ts'
import { unconfirmedIn } from './unconfirmed.ts'
import { WidgetFrame } from './WidgetFrame.tsx'
import { UnknownWidget, WidgetFailed } from './WidgetStand.tsx'
import { isWidgetType } from './widget-catalogue.ts'
import { WIDGET_PARTS } from './widget-parts.ts'
import type { WidgetProps, WidgetValues } from './widget-types.ts'
import { numberOf } from './widget-values.ts'

/** A widget in its place: its title, how far it may be trusted, and its drawing. Drawn again only when one of these is another. */
export const WidgetSlot = memo(function Slot({ widget }: { widget: BoardWidget }) {
  const { t } = useTranslation()
  const { type, options, bindings, place } = widget
  const values = useBindings(bindings)
  const unconfirmed = useBindings(useMemo(() => unconfirmedIn(bindings), [bindings]))
  const name = nameOf(t, widget)
  return (
    <WidgetFrame
      name={name}
      title={captionOf(t, widget)}
      values={values}
      unconfirmed={Math.max(0, ...Object.values(unconfirmed).map(({ value }) => numberOf(value) ?? 0))}
    >
      <ErrorBoundary
        resetKey={`${type} ${JSON.stringify(options)}`}
        fallback={(error, reset) => <WidgetFailed title={name} error={error} onRetry={reset} />}
      >
        <WidgetBody type={type} title={name} options={options} values={values} size={place} />
      </ErrorBoundary>
    </WidgetFrame>
  )
})

interface WidgetBodyProps extends WidgetProps {
  readonly type: string
}

const WidgetBody = memo(function Body({ type, ...props }: WidgetBodyProps) {
  if (!isWidgetType(type)) return <UnknownWidget type={type} />
  const Part = WIDGET_PARTS[type]
  return <Part {...props} />
}, isSameDrawing)

/** A widget that moved is drawn as it was, and one whose values did not change too. */
function isSameDrawing(before: WidgetBodyProps, after: WidgetBodyProps): boolean {
  return (
    before.type === after.type &&
    before.title === after.title &&
    before.options === after.options &&
    before.size.w === after.size.w &&
    before.size.h === after.size.h &&
    isSameValues(before.values, after.values)
  )
}

function isSameValues(before: WidgetValues, after: WidgetValues): boolean {
  if (before === after) return true
  const names = Object.keys(after)
  return names.length === Object.keys(before).length && names.every((name) => isSame(before[name], after[name]))
}

/** When it was confirmed last is said beside the title, and draws nothing in the widget. */
function isSame(before: BoundValue | undefined, after: BoundValue | undefined): boolean {
  if (before === after) return true
  if (before === undefined || after === undefined) return false
  return (
    Object.is(before.value, after.value) &&
    before.text === after.text &&
    before.state === after.state &&
    before.problem === after.problem &&
    before.history === after.history
  )
}
