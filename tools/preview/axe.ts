import { AxeBuilder } from '@axe-core/playwright'
import { ACTS, inPreview } from './stage.ts'

/** Looks for accessibility problems on every page of the built preview: `node tools/preview/axe.ts [--themes dark,light]`. */
const ALL_THEMES = 'dark,light,high-contrast'
const given = process.argv.indexOf('--themes')
const THEMES = (given === -1 ? ALL_THEMES : (process.argv[given + 1] ?? ALL_THEMES)).split(',')
const VIEWS = [
  'online',
  'online:detail',
  'online:analytics',
  'offline:analytics-table',
  'busy:content',
  'online:content-tiles',
  'online:content-detail',
  'online:content-web',
  'online:content-move',
  'online:content-delete',
  'online:wallboards',
  'online:wallboard',
  'online:wallboard-new',
  'online:wallboard-edit',
  'online:board-shown',
  'online:board-build',
  'online:playlists',
  'online:playlist',
  'online:playlist-edited',
  'online:playlist-saved',
  'online:playlist-new',
  'online:playlist-add',
  'online:playlist-preview',
  'online:playlist-assign',
  'online:playlist-delete',
  'online:schedules',
  'online:schedule-clash',
  'online:schedule-new',
  'online:schedule-run',
  'online:schedules-week',
  'online@wall',
  'offline@wall',
  'online@page',
  'online:select',
  'online:reboot',
  'online:push',
  'online:new',
  'online:keys',
  'online:palette',
  'online:connection',
  'online:settings',
  'online:find-setting',
  'chain:account',
  'online:help',
  'online:legend',
  'online:find-help',
  'first-run',
  'first-run:connect-form',
  'first-run:tour',
  'first-run:tour-end',
  'busy',
  'busy:badge',
  'busy:conflict',
  'busy:history',
  'offline',
  'empty',
  'error',
  'loading',
  'reading',
  'needs-auth:token',
  'stale:pending',
  'stale:confirm-all',
  'stale:badge',
  'stale:device',
  'chain:first',
  'chain:correct',
  'chain:discard',
  'chain:unreadable',
  'stalled',
  'breaker:connection',
  'online:validity',
  'busy:more',
  'busy:export',
  'busy:exported',
  'busy:import',
  'busy:imported',
  'busy:import-refused',
  'busy:ledger',
  'conflicts:desk',
  'conflicts:list',
  'conflicts:deletion',
  'conflicts:gone',
  'conflicts:chosen',
  'conflicts:decide-many',
  'conflicts:decided',
  'conflicts:losers',
  'conflicts:by-cause',
  'conflicts:by-field',
  'conflicts:fields-many',
  'conflicts:json-value',
  'conflicts:raw-conflict',
  'chain:lanes',
  'chain:batches',
  'alarms:health',
  'alarms:alarm',
  'alarms:flood',
  'alarms:shelve',
  'alarms:fleet-health',
  'alarms:alarm-rules',
  'alarms:alarm-report',
  'alarms:alarm-note',
  'online:health-history',
  'empty:health',
  'online:no-conflicts',
  'online:strategies',
  'chain:profile',
  'chain:sign-out',
  'chain:signed-out',
]

let problems = 0
await inPreview(async ({ open, port }) => {
  for (const theme of THEMES) {
    for (const view of VIEWS) {
      const [name = '', kind] = view.split('@')
      const [scenario = 'online', act] = name.split(':')
      const page = await open({ width: 1366, height: 768 })
      await page.goto(
        `http://127.0.0.1:${port}/?scenario=${scenario}&theme=${theme}${kind === undefined ? '#/devices' : `#/${kind}/devices`}`,
      )
      if (scenario !== 'loading') await page.waitForSelector('html[data-ready="true"]')
      if (act !== undefined) await ACTS[act]?.(page)
      await page.waitForTimeout(300)
      const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
      problems += violations.length
      for (const { id, impact, nodes } of violations) {
        console.log(
          `${theme} ${view}: ${id} (${impact})\n  ${nodes
            .map((node) => `${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`)
            .slice(0, 4)
            .join('\n  ')}`,
        )
      }
      await page.close()
    }
  }
})
console.log(`${problems} problems`)
process.exitCode = problems === 0 ? 0 : 1
