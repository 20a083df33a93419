/** The welcome of a first start, and the tour. */
export const welcome = {
  title: 'Welcome to Outpost Console',
  text: 'You are looking at the demo site: a fleet of simulated devices on this PC. Change what you like; nothing of it leaves this PC.',
  demo: 'To work with your own devices, connect to your fleet server. The demo keeps what you made in it.',
  tryDemo: 'Try the demo site',
  connect: 'Connect to your server…',
  skip: 'Not now',
  back: 'Back',
  tokenHelp: 'From your administrator. Without one you are asked to sign in afterwards.',
  connectDone: 'Connect',
  connecting: 'Connecting',
  notOpened: 'The site could not be opened in time. The settings say why, and nothing is lost.',
  offerTitle: 'Your server is set',
  offerText_one: 'A tour of {{count}} step shows where everything is.',
  offerText_other: 'A tour of {{count}} steps shows where everything is.',
  startTour: 'Start the tour',
  tour: 'Tour',
  step: 'Step {{step}} of {{count}}',
  next: 'Next',
  finish: 'Finish',
  end: 'End the tour',
  steps: {
    strip: {
      title: 'The strip tells the truth',
      text: 'Always in sight: which site, whether it is connected, how old the data is, and what is not done yet. Every part opens its details.',
    },
    rail: {
      title: 'Pages',
      text: 'One page for each job. Alt and a number goes there; what needs a decision is counted beside it.',
    },
    page: {
      title: 'Lists and details',
      text: 'j and k move, Enter opens the detail beside the list, / searches, Esc steps back. Live updates never move what you are reading.',
    },
    pending: {
      title: 'What is waiting',
      text: 'A change is kept on this PC before it is shown as waiting, and stays in this count until the server has truly taken it. With no connection it simply waits longer.',
    },
    find: {
      title: 'Find anything',
      text: 'Ctrl K finds every page, device and action by a few letters.',
    },
    help: {
      title: 'Help is here, offline too',
      text: 'F1 opens guides, keys and symbols. ? lists the keys of the page. The tour can be started there again.',
    },
  },
} as const
