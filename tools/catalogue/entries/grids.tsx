import { useState } from 'react'
import { DataGrid } from '../../../src/renderer/components/DataGrid.tsx'
import type { GridColumn, GridGrouping, GridSort } from '../../../src/renderer/components/grid-types.ts'
import { PendingText } from '../../../src/renderer/components/PendingText.tsx'
import { StateIcon } from '../../../src/renderer/components/StateIcon.tsx'
import type { StateShape } from '../../../src/renderer/components/state-shape.ts'
import { ARABIC, EMOJI, type Entry, LONG, nothing } from '../entry.tsx'

interface Row {
  readonly id: string
  readonly shape: StateShape
  readonly name: string
  readonly site: string
  readonly cpu: number
}

const SHAPES: readonly StateShape[] = ['online', 'online', 'idle', 'offline', 'warning']

function rowsOf(count: number, name = 'Gate'): readonly Row[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `row-${index}`,
    shape: SHAPES[index % SHAPES.length] ?? 'online',
    name: `${name} ${index + 1}`,
    site: index % 3 === 0 ? 'Nordbahnhof' : 'Messe',
    cpu: (index * 37) % 100,
  }))
}

const COLUMNS: readonly GridColumn<Row>[] = [
  { id: 'state', header: 'Status', track: '90px', cell: ({ shape }) => <StateIcon shape={shape} label={shape} /> },
  {
    id: 'name',
    header: 'Name',
    track: 'minmax(120px, 2fr)',
    isSortable: true,
    cell: ({ id, name }) => (
      <PendingText mark={id === 'row-1' ? 'Waiting for 2 min' : null} isDeleting={id === 'row-3'}>
        {name}
      </PendingText>
    ),
  },
  { id: 'site', header: 'Site', track: 'minmax(80px, 1fr)', isSortable: true, cell: ({ site }) => site },
  { id: 'cpu', header: 'CPU', track: '70px', align: 'end', cell: ({ cpu }) => `${cpu} %` },
]

interface GridProps {
  readonly rows: readonly Row[]
  readonly active?: string | null
  readonly selected?: readonly string[]
  readonly isGrouped?: boolean
}

const GROUPING: GridGrouping = {
  headingOf: (id) =>
    id.startsWith('group-') ? { label: id.slice(6), count: '2 devices', isCollapsed: id.endsWith('Messe') } : null,
  setCollapsed: nothing,
  setAllCollapsed: nothing,
  idsOf: () => [],
}

function Grid({ rows, active = null, selected = [], isGrouped = false }: GridProps) {
  const [activeId, setActive] = useState(active)
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set(selected))
  const [sort, setSort] = useState<GridSort>({ columnId: 'name', isDescending: false })
  const [grouping] = useState(isGrouped ? { grouping: GROUPING } : {})
  const byId = new Map(rows.map((row) => [row.id, row]))
  const shown = rows.map(({ id }) => id)
  return (
    <DataGrid
      label="Devices"
      columns={COLUMNS}
      ids={isGrouped ? ['group-Nordbahnhof', ...shown, 'group-Messe'] : shown}
      rowOf={(id) => byId.get(id)}
      rowLabel={({ name }) => name}
      rowAttributes={() => ({})}
      rowHeight={Number.parseInt(getComputedStyle(document.documentElement).getPropertyValue('--row'), 10) || 28}
      sort={sort}
      onSort={setSort}
      selection={{ ids, onChange: setIds, labelAll: 'Select all', labelOf: (id) => `Select ${id}` }}
      activeId={activeId}
      onActiveChange={setActive}
      onOpen={nothing}
      {...grouping}
    />
  )
}

const dataGrid: Entry = {
  name: 'DataGrid',
  components: ['DataGrid', 'GridBody', 'GridHeader', 'GridRow', 'GridHeadingRow'],
  specimens: [
    { state: 'normal', isWide: true, height: 190, draw: () => <Grid rows={rowsOf(5)} /> },
    { state: 'hover', isWide: true, height: 110, simulate: 'hover', draw: () => <Grid rows={rowsOf(2)} /> },
    {
      state: 'a selection and an active row',
      isWide: true,
      height: 130,
      draw: () => <Grid rows={rowsOf(3)} active="row-2" selected={['row-0', 'row-2']} />,
    },
    {
      state: 'focus',
      isWide: true,
      height: 110,
      simulate: 'focus',
      draw: () => <Grid rows={rowsOf(2)} active="row-0" />,
    },
    { state: 'in groups', isWide: true, height: 160, draw: () => <Grid rows={rowsOf(2)} isGrouped /> },
    { state: 'empty', isWide: true, height: 80, draw: () => <Grid rows={[]} /> },
    { state: 'very full', isWide: true, height: 110, draw: () => <Grid rows={rowsOf(50_000)} /> },
    { state: 'long text', isWide: true, height: 110, draw: () => <Grid rows={rowsOf(2, LONG)} /> },
    { state: 'emoji', isWide: true, height: 110, needsSystemFont: true, draw: () => <Grid rows={rowsOf(2, EMOJI)} /> },
    {
      state: 'right to left',
      isWide: true,
      height: 110,
      needsSystemFont: true,
      draw: () => <Grid rows={rowsOf(2, ARABIC)} />,
    },
  ],
}

export const gridEntries: readonly Entry[] = [dataGrid]
