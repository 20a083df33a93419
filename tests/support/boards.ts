import type { Binding, BoardData, BoardWidget } from '../../src/shared/board/document.ts'

export function widgetOf(id: string, change: Partial<BoardWidget> = {}): BoardWidget {
  return {
    ...{ id, type: 'metric-badge', title: 'Offline', options: {}, bindings: { value: bindingOf() } },
    place: { x: 0, y: 0, w: 4, h: 4 },
    ...change,
  }
}

export function bindingOf(change: Partial<Binding> = {}): Binding {
  return { $bind: 'devices.offline', $source: 'replica', ...change }
}

export function boardOf(
  widgets: readonly BoardWidget[] = [widgetOf('w_1')],
  change: Partial<BoardData> = {},
): BoardData {
  return {
    ...{ name: 'Night shift', description: '', columns: 24, rows: 16, rotateSeconds: null },
    pages: [{ id: 'p_1', title: '', widgets }],
    ...change,
  }
}
