/** What the palette finds besides pages, actions and settings. */
export const finder = {
  commands: 'Commands',
  commandsOf: '{{name}}: what is to be done',
  lead: '→ commands',
  placeholder: 'What is to be done? Backspace leads back',
  verb: { open: 'Open', delete: 'Delete' },
  do: {
    open: 'Open {{name}}',
    screenshot: 'Take a screenshot of {{name}}',
    reload: 'Reload {{name}}',
    'clear-cache': 'Clear the cache of {{name}}',
    'push-content': 'Push content to {{name}}…',
    restart: 'Restart {{name}}',
    reboot: 'Reboot {{name}}…',
    delete: 'Delete {{name}}…',
  },
  places: 'Lists of devices',
  place: {
    view: 'View of devices: {{name}}',
    site: 'Devices at {{name}}',
    group: 'Devices of group {{name}}',
    tag: 'Devices with tag {{name}}',
  },
  topic: 'Help: {{name}}',
  guide: 'Guide',
  whyNot: {
    noAlarm: 'No alarm is selected or active',
    isNew: 'The server does not know it yet',
    isDeleting: 'It is being deleted',
    isGone: 'It is not there any more',
  },
} as const
