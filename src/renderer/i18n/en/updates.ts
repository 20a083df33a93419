/** New versions of the program: the settings, what becomes of them, and what an older one says of newer data. */
export const updateItems = {
  updateFeed: {
    name: 'Where updates lie',
    help: 'A web server of your site like https://updates.example.org/console, or the full path of a folder or a share. Empty: nothing is looked for, and nobody is asked.',
  },
  updateKeys: {
    name: 'Keys that updates are signed with',
    help: 'As your administrator has published them, like ed25519:… with semicolons between several. Without one no update is taken.',
  },
  updateCheckEveryMs: { name: 'Look for updates every', help: 'Besides shortly after each start.' },
  updateInstall: {
    name: 'Installing',
    help: 'Ask: somebody downloads and installs. When idle: by itself, within the hours below and when nothing is on its way. Never: it is only told.',
  },
  updateWindow: {
    name: 'Hours for installing',
    help: 'Between which the console may restart by itself, like 02:00-04:30, by this PC’s clock. Empty: never by itself.',
  },
} as const

export const updates = {
  storageNewer:
    'A newer version of this program has written what is stored here. It is shown as far as this version can read it; nothing can be changed or sent until the program is updated. Nothing is lost.',
  storageNewerHidden:
    'A newer version of this program has written what is stored here, and this version cannot read it. It is untouched; nothing can be changed or sent until the program is updated.',
  onlyInFile: 'Set by an administrator in the policy file, and not here.',
  present: 'Version',
  checked: 'Last looked',
  neverChecked: 'not yet',
  offered: 'Offered',
  offeredSince: '{{version}}, of {{time}}',
  notes: 'What is new',
  progress: 'Received of the new version',
  check: 'Check now',
  download: 'Download',
  install: 'Install when idle',
  installHelp:
    'The console stops sending, waits until everything on its way is answered, makes a copy of what is stored, and restarts. What waits is sent by the new version.',
  later: 'Not today',
  show: 'Show',
  offHelp: 'An administrator names a place and a key in the policy file. Until then nothing is looked for.',
  neverHelp: 'Nothing is installed from here, as it is set below.',
  byHandHelp: 'This installation cannot replace itself. Install the new version by hand; what is stored here stays.',
  state: {
    off: 'No updates are looked for.',
    idle: 'No newer version is known.',
    checking: 'Looking for a newer version.',
    available: 'Version {{version}} of the console is available ({{size}}).',
    downloading: 'Receiving version {{version}}: {{bytes}} of {{total}}.',
    ready: 'Version {{version}} of the console is ready to be installed.',
    waiting_one:
      'Before version {{version}} is installed, the answer to {{n}} operation is awaited. Nothing new is sent; what you change is kept.',
    waiting_other:
      'Before version {{version}} is installed, the answers to {{n}} operations are awaited. Nothing new is sent; what you change is kept.',
    finishing:
      'Before version {{version}} is installed, what is being written is finished. Nothing new is sent; what you change is kept.',
    'backing-up': 'A copy of what is stored here is made before version {{version}} is installed.',
    installing: 'Version {{version}} is being installed. The console restarts in a moment.',
  },
  problem: {
    unreachable: 'The place where updates lie cannot be reached. Version {{version}} goes on.',
    'no-feed': 'There is no update for this PC in that place. Version {{version}} goes on.',
    'no-keys': 'No key is set that updates must be signed with, so none is taken. Version {{version}} goes on.',
    unsigned: 'The update is not signed and was refused. Version {{version}} goes on. Tell your administrator.',
    'wrong-key':
      'The update is not signed by anybody whom this console knows, or was changed, and was refused. Version {{version}} goes on. Tell your administrator.',
    broken: 'What is said of the update cannot be read, and it was refused. Version {{version}} goes on.',
    older: 'An older version than {{version}} is offered there; it is not taken.',
    truncated: 'The update ended too early and was refused. Version {{version}} goes on; it can be tried again.',
    damaged: 'The update is not what was signed and was refused. Version {{version}} goes on.',
    'no-room':
      'There is too little room on the disk for the update. Version {{version}} goes on. Make room, then try again.',
    busy: 'What was on its way was not answered in time, so nothing was installed. Version {{version}} goes on and sends again.',
    'backup-failed': 'The copy of what is stored here failed, so nothing was installed. Version {{version}} goes on.',
    'install-failed': 'The installer did not take over. Version {{version}} goes on.',
    'by-hand': 'This installation cannot replace itself. Version {{version}} goes on.',
  },
} as const
