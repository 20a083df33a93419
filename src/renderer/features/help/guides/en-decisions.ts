import { help } from '../../../i18n/en-help.ts'
import type { Guide } from './guide.ts'

/** What waits for a person. */

export const CONFLICTS: Guide = {
  title: help.guide.conflicts,
  summary: 'Somebody else changed the same field as you. Nothing is overwritten unseen, and what loses is kept.',
  page: 'conflicts',
  parts: [
    {
      title: 'When there is one',
      shape: 'conflict',
      text: [
        'Fields that only one of you changed are put together without a question; so are tags and the items of playlists. A conflict is left where both changed the same field to different values.',
        'It is found by the values that were on your screen when you made the change, also when you were offline for days.',
      ],
    },
    {
      title: 'Deciding',
      text: [
        'Each field shows what it was (Base), what you want (Mine), what they want (Theirs) and the Result. Above each side stands who is behind it and since when, as far as the server tells.',
      ],
      steps: [
        'Open Conflicts and choose a row.',
        'For each field choose Keep mine, Keep theirs, Keep merged or another value. For every field at once: m keeps mine, t keeps theirs, g keeps what merges.',
        'Press Ctrl Enter. The result line shows what will be sent.',
      ],
    },
    {
      title: 'Many at once',
      text: [
        'Select several, or all with Ctrl A, and decide for them together. A preview says how many of each outcome there will be before anything happens.',
      ],
    },
    {
      title: 'Taking it back',
      shape: 'undone',
      text: [
        'The last decision can be undone in one step. Under “Decided” every value that lost can be looked up, with who decided and why.',
      ],
    },
    {
      title: 'Without being asked',
      text: [
        'In the settings conflicts can be resolved by themselves: theirs, mine or merged, for each kind of thing and for single fields. As delivered that is off. A change that keeps clashing comes to you after five rounds in any case.',
      ],
    },
  ],
}

export const COMMANDS: Guide = {
  title: help.guide.commands,
  summary: 'A reboot that was meant for this morning must not happen tonight. Old commands ask first.',
  page: 'pending',
  parts: [
    {
      title: 'Giving one',
      text: [
        'In the detail of a device, or for all that are selected. “Push content” (u) asks which piece of content is to be shown now. Each command says how far it is: only the device’s own report makes it done.',
        'Or from anywhere: Ctrl K, then a verb and a name, such as “reboot gate 1”; or the name alone, and the right arrow to all that can be done with the device. Backspace leads back. What asks first asks here too.',
        'Ctrl K also finds what the keys of the page do, views of the devices, the devices of a site, a group or a tag, and these guides.',
      ],
    },
    {
      title: 'Asks again',
      shape: 'stale',
      text: [
        'A device command that has waited two minutes is not sent by itself any more. The banner and the strip say how many there are.',
      ],
      steps: [
        'Choose “Show them” in the banner.',
        'Look which are still wanted.',
        'Confirm those again: they are sent as if given now. Roll the others back.',
      ],
    },
    {
      title: 'Expires',
      shape: 'expired',
      text: ['After a day of waiting a command ends unsent. It is listed in the history and never sent.'],
    },
    {
      title: 'Which clock counts',
      text: [
        'Not the clock on the wall. The console counts the time since this PC started and the server’s time, so a wrong clock neither lets an old command through nor drops a fresh one.',
        'Changes of values do not grow old. All four times can be set under “Validity of commands”.',
      ],
    },
  ],
}

export const REFUSED: Guide = {
  title: help.guide.refused,
  summary: 'The server said no, or kept failing at this one change. It is set aside with its reason; the rest goes on.',
  page: 'pending',
  parts: [
    {
      title: 'Set aside, not lost',
      shape: 'stuck',
      text: [
        'A change that is refused is kept with everything it holds and the reason. Trouble with the network never leads here. Only what builds on it waits with it; everything else is sent.',
      ],
    },
    {
      title: 'What to do with it',
      text: ['The panel shows the reason and what waits behind it.'],
      steps: [
        'Correct the value that was refused and send it again.',
        'Or retry it unchanged, when the cause is gone.',
        'Or discard it. You are told first what goes with it.',
      ],
    },
    {
      title: 'To look at it elsewhere',
      text: ['Refused changes can be exported into a file that a person can read, and taken in again.'],
    },
    {
      title: 'Not readable',
      shape: 'unreadable',
      text: [
        'A change that a newer version wrote, or that is damaged on the disk, is kept as it is and never sent. A version that can read it goes on with it; you can also discard it.',
      ],
    },
  ],
}
