import { help } from '../../../i18n/en-help.ts'
import { COMMANDS, CONFLICTS, REFUSED } from './en-decisions.ts'
import { BUNDLES, SITES, USERS } from './en-places.ts'
import { PERFORMANCE } from './en-reports.ts'
import type { Guide, Guides } from './guide.ts'

const PENDING: Guide = {
  title: help.guide.pending,
  summary: 'A change is shown at once and done when the server says so. In between it is pending.',
  page: 'pending',
  parts: [
    {
      title: 'From the key to the server',
      text: [
        'When you save, the change is written to the disk of this PC before the screen says “waiting”. From then on neither a crash nor a power cut loses it.',
        'It is sent when its turn comes, and it leaves the list when the server has taken it. Changes of one device go in the order in which they were made.',
      ],
    },
    {
      title: 'How it looks',
      shape: 'waiting',
      text: [
        'A value that the server has not confirmed is underlined with dots and marked. After five seconds it says in words how long it has been waiting. It is never taken back for being slow.',
        'The strip at the top always says how many wait and for how long the oldest has.',
      ],
    },
    {
      title: 'Done at the server is not done at the device',
      shape: 'device',
      text: [
        'A command that the server has taken still waits for its device. Only the device’s own report ends it. A device that stays silent is listed as “not confirmed”.',
      ],
    },
    {
      title: 'Why is it not sent?',
      text: ['Every pending change answers that.'],
      steps: [
        'Open Pending operations.',
        'Choose the change. The panel says why it waits, behind what, and when it is tried next.',
        'Retry, roll back or correct it there. Rolling back takes it out of the queue and puts the earlier value back.',
      ],
    },
  ],
}

const OFFLINE: Guide = {
  title: help.guide.offline,
  summary: 'Without a server the console goes on: what you see is the copy on this PC, and what you change waits here.',
  parts: [
    {
      title: 'What you see',
      shape: 'critical',
      text: [
        'The strip says “Offline” within five seconds, also when the network is up and only the server is gone. Lists say of when they are.',
        'Your own changes stay on screen, also after the console is closed and opened again.',
      ],
    },
    {
      title: 'What you can do',
      text: [
        'Edit, create, delete and give commands as always. Everything is kept in its order and sent when the server is back.',
        'Commands to devices grow old: after two minutes they ask to be confirmed again before they are sent.',
      ],
    },
    {
      title: 'When the server comes back',
      text: [
        'The console connects by itself, reads what it missed, and sends what waits. There is nothing to press. “Try now” in the banner only saves the wait until the next try.',
      ],
    },
    {
      title: 'When it does not come back for long',
      text: ['What waits can be carried to a PC that has a connection.'],
      steps: [
        'Open Pending operations, then More.',
        'Choose “Export as a signed file…”.',
        'Import the file at the other PC.',
      ],
    },
  ],
}

const UNKNOWN: Guide = {
  title: help.guide.unknown,
  summary:
    'A change was sent and the answer was lost. It may be done or not; the console finds out before it repeats anything.',
  page: 'pending',
  parts: [
    {
      title: 'What it means',
      shape: 'unknown',
      text: [
        'The connection broke after the change had left this PC. Nobody here knows whether it arrived. A reboot that is sent twice is two reboots, so nothing is repeated on a guess.',
      ],
    },
    {
      title: 'What happens by itself',
      text: [
        'Each change has a key of its own. When the server is back, it is asked for that key. If it knows the key, the change is done. If not, the change waits again and is sent.',
      ],
    },
    {
      title: 'What you do',
      text: [
        'Nothing, as a rule. While the outcome is open the change can be neither rolled back nor sent again. What comes later for the same device waits behind it.',
      ],
    },
  ],
}

export const GUIDES_EN: Guides = {
  pending: PENDING,
  offline: OFFLINE,
  unknown: UNKNOWN,
  conflicts: CONFLICTS,
  commands: COMMANDS,
  refused: REFUSED,
  sites: SITES,
  bundles: BUNDLES,
  users: USERS,
  performance: PERFORMANCE,
}
