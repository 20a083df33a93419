import type { TFunction } from 'i18next'
import { ChevronDown } from 'lucide-react'
import { type Ref, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DEVICE_GROUPINGS, MAX_DEVICE_VIEWS } from '#shared/domain/device-columns.ts'
import { useToasts } from '../../app/context.tsx'
import { deferred } from '../../app/deferred.tsx'
import { BUILT_IN_VIEWS } from '../../app/devices/built-in-views.ts'
import { isBuiltIn } from '../../app/devices/device-filter.ts'
import { MenuButton, type MenuHandle } from '../../components/MenuButton.tsx'
import type { MenuGroup } from '../../components/menu-types.ts'
import { formatNumber } from '../../i18n/format.ts'
import type { DeviceList } from './use-device-list.ts'
import type { DeviceViews } from './use-device-views.ts'

const ColumnsDialog = deferred(async () => (await import('./ColumnsDialog.tsx')).ColumnsDialog)
const ViewNameDialog = deferred(async () => (await import('./ViewNameDialog.tsx')).ViewNameDialog)

interface ViewMenuProps {
  readonly list: DeviceList
  readonly views: DeviceViews
  readonly ref?: Ref<MenuHandle>
}

type Asked = 'save' | 'rename' | 'columns' | null

/** Which view is shown, and everything that belongs to a view. */
export function ViewMenu({ list, views, ref }: ViewMenuProps) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<Asked>(null)
  const addToast = useToasts((state) => state.add)
  const name = views.saved?.name ?? t(`devices.view.${isBuiltIn(views.id) ? views.id : 'all'}`)
  const isFull = views.views.length >= MAX_DEVICE_VIEWS
  const saveAs = () => {
    if (isFull) addToast({ tone: 'problem', text: (t) => t('devices.view.full', { count: views.views.length }) })
    else setAsked('save')
  }
  const whyNot = views.whyNotViews
  const label = views.isChanged ? t('devices.view.changed', { name }) : name
  return (
    <>
      <MenuButton
        {...(ref === undefined ? {} : { ref })}
        label={label}
        description={t('devices.view.button', { name: label })}
        icon={<ChevronDown size={14} strokeWidth={1.5} aria-hidden />}
        placement="bottom start"
        sections={() => [
          ...viewSections(list, views, t),
          {
            title: t('devices.view.this'),
            entries: [
              ...changeEntries(views, name, t),
              {
                id: 'columns',
                text: t('devices.view.columns'),
                whyNot: views.whyNotLayout,
                run: () => setAsked('columns'),
              },
              ...foldEntries(list, t),
              { id: 'save', text: t('devices.view.save'), whyNot, run: saveAs },
              ...(views.saved === undefined
                ? []
                : [
                    { id: 'rename', text: t('devices.view.rename'), whyNot, run: () => setAsked('rename') },
                    { id: 'delete', text: t('devices.view.delete'), whyNot, run: () => void views.remove() },
                  ]),
            ],
          },
          groupSection(list, t),
          rowSection(views, t),
        ]}
      />
      {asked === 'columns' ? <ColumnsDialog views={views} onClose={() => setAsked(null)} /> : null}
      {asked === 'save' ? (
        <ViewNameDialog
          title={t('devices.view.saveTitle')}
          help={t('devices.view.saveHelp')}
          confirm={t('devices.view.saveButton')}
          name=""
          onName={views.saveAs}
          onClose={() => setAsked(null)}
        />
      ) : null}
      {asked === 'rename' ? (
        <ViewNameDialog
          title={t('devices.view.renameTitle', { name })}
          confirm={t('devices.view.renameButton')}
          name={name}
          onName={views.rename}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </>
  )
}

function viewSections(list: DeviceList, views: DeviceViews, t: TFunction): MenuGroup[] {
  const counts = {
    all: list.total,
    attention: list.attention,
    offline: list.statusCounts.get('offline') ?? 0,
    waiting: list.pending,
  }
  const standard = BUILT_IN_VIEWS.map((id) => ({
    id,
    text: t(`devices.view.${id}`),
    hint: formatNumber(counts[id]),
    run: () => views.open(id),
  }))
  const own = views.views.map(({ id, name }) => ({ id, text: name, run: () => views.open(id) }))
  const chosenId = views.id
  return [
    { title: t('devices.view.standard'), entries: standard, chosenId },
    ...(own.length === 0 ? [] : [{ title: t('devices.view.own'), entries: own, chosenId }]),
  ]
}

/** Only where something of the view was changed. */
function changeEntries(views: DeviceViews, name: string, t: TFunction): MenuGroup['entries'] {
  if (!views.isChanged) return []
  const reset = { id: 'reset', text: t('devices.view.reset', { name }), run: views.reset }
  if (views.saved === undefined) return [reset]
  const update = { id: 'update', text: t('devices.view.update', { name }), whyNot: views.whyNotViews }
  return [{ ...update, run: () => void views.update() }, reset]
}

function groupSection({ live, query }: DeviceList, t: TFunction): MenuGroup {
  return {
    title: t('devices.view.group'),
    chosenId: `group-${query.group}`,
    entries: DEVICE_GROUPINGS.map((group) => ({
      id: `group-${group}`,
      text: t(`devices.group.${group}`),
      run: () => live.change({ group }),
    })),
  }
}

function foldEntries({ live, query, groupCounts }: DeviceList, t: TFunction): MenuGroup['entries'] {
  if (query.group === 'none') return []
  const all = new Set(groupCounts.keys())
  return [
    { id: 'collapse', text: t('devices.view.collapse'), hint: '⇧ ←', run: () => live.setCollapsed(all) },
    { id: 'expand', text: t('devices.view.expand'), hint: '⇧ →', run: () => live.setCollapsed(new Set()) },
  ]
}

function rowSection(views: DeviceViews, t: TFunction): MenuGroup {
  const { layout, setLayout, whyNotLayout: whyNot } = views
  const densities = [
    ['densityStandard', null],
    ['compact', 'compact'],
    ['comfortable', 'comfortable'],
  ] as const
  return {
    title: t('devices.view.density'),
    chosenId: `density-${layout.density ?? 'densityStandard'}`,
    entries: densities.map(([name, density]) => ({
      id: `density-${name}`,
      text: t(`devices.view.${name}`),
      whyNot,
      run: () => setLayout({ ...layout, density }),
    })),
  }
}
