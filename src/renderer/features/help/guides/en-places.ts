import { help } from '../../../i18n/en-help.ts'
import type { Guide } from './guide.ts'

/** Windows, sites, other PCs and other people. */

export const SITES: Guide = {
  title: help.guide.sites,
  summary: 'All windows show the same state. All sites stay connected, and a window looks at one of them.',
  page: 'attention',
  parts: [
    {
      title: 'Windows',
      text: [
        'Open a second console, one page in its own window, or a wall for a screen that is looked at from afar. What is changed in one is seen in all, and any of them may change things.',
        'After a restart every window comes back where it was.',
      ],
    },
    {
      title: 'Sites',
      text: [
        'Each site has its own server, copy, queue and sign-in. The name at the left of the strip shows the sites and what waits at each; Ctrl 1 to Ctrl 9 switch.',
        'A change that is on its way while you switch reaches the site it was made for.',
      ],
    },
    {
      title: 'What needs you anywhere',
      text: ['“All sites” lists what needs a person over all of them, the most urgent first.'],
    },
    {
      title: 'Adding and removing',
      text: [
        'In the settings, under “Connection”. Removing a site deletes nothing: what waits there stays on this PC and goes on when the site is added again.',
      ],
    },
  ],
}

export const BUNDLES: Guide = {
  title: help.guide.bundles,
  summary: 'A control room without a network can carry what waits to a PC that has one, in a signed file.',
  page: 'pending',
  parts: [
    {
      title: 'At the PC without a network',
      text: ['What is in the file is shown as “unknown outcome” from then on, since another PC may send it.'],
      shape: 'unknown',
      steps: [
        'Open Pending operations, More, “Export as a signed file…”.',
        'Read what becomes of the changes here, and choose a place.',
        'Note the key of this console that is shown afterwards.',
      ],
    },
    {
      title: 'At the other PC',
      text: ['Nothing is taken in before you have seen what it is.'],
      steps: [
        'Open Pending operations, More, “Import a signed file…”.',
        'Compare the key with the one you noted. Look at who made the changes, when, and for which site.',
        'Import. What is known there already is left out.',
      ],
    },
    {
      title: 'Twice does no harm',
      shape: 'done',
      text: [
        'However many PCs import the file, and however often, the server does each change once. When the first PC is back online it asks the server what became of them.',
      ],
    },
  ],
}

export const USERS: Guide = {
  title: help.guide.users,
  summary: 'A change belongs to who made it. Nobody else sends it, and signing out deletes nothing.',
  page: 'settings',
  parts: [
    {
      title: 'Signing out with changes waiting',
      text: [
        'You are told how many wait before you leave. They stay on this PC and go on when you sign in here again. You can carry them away in a file first.',
      ],
    },
    {
      title: 'Somebody else signs in',
      text: ['They see that changes of others wait, and how many. They can neither send nor delete them.'],
    },
    {
      title: 'The sign-in has ended',
      shape: 'critical',
      text: [
        'When the server does not accept the token any more, sending pauses and the banner asks you to sign in. What waits is kept, and new changes are accepted.',
      ],
    },
  ],
}
