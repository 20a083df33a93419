import type { BoardValue } from '#shared/board/document.ts'
import type { Size } from '#shared/board/layout.ts'
import type { BoundValue } from '../../../app/board/use-bindings.ts'

export type WidgetOptions = Readonly<Record<string, BoardValue>>
export type WidgetValues = Readonly<Record<string, BoundValue>>

/** All that a widget is drawn from. It asks nothing by itself, so that a board is as current as its bindings are. */
export interface WidgetProps {
  readonly title: string
  readonly options: WidgetOptions
  readonly values: WidgetValues
  /** In cells of the grid. */
  readonly size: Size
}

export function textOption(options: WidgetOptions, name: string, otherwise = ''): string {
  const value = options[name]
  return typeof value === 'string' ? value : otherwise
}

export function numberOption(options: WidgetOptions, name: string, otherwise: number): number
export function numberOption(options: WidgetOptions, name: string, otherwise: null): number | null
export function numberOption(options: WidgetOptions, name: string, otherwise: number | null): number | null {
  const value = options[name]
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise
}

export function isOption(options: WidgetOptions, name: string, otherwise = false): boolean {
  const value = options[name]
  return typeof value === 'boolean' ? value : otherwise
}

/** One of a few words; one that is not known is the first. */
export function choiceOption<C extends string>(options: WidgetOptions, name: string, choices: readonly [C, ...C[]]): C {
  return choices.find((choice) => choice === options[name]) ?? choices[0]
}
