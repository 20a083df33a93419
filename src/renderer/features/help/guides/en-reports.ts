import { help } from '../../../i18n/en-help.ts'
import type { Guide } from './guide.ts'

export const PERFORMANCE: Guide = {
  title: help.guide.performance,
  summary: 'What a report says, what it cannot know, and how anybody can count it again.',
  page: 'performance',
  parts: [
    {
      title: 'Writing a report',
      text: ['You may leave the page meanwhile. What is cancelled or fails leaves no file behind.'],
      steps: [
        'Open Performance, Reports.',
        'Choose the time and the format, then “Write the report…”, and a place.',
        'Read what it says beside the form: the same figures are in the file.',
      ],
    },
    {
      title: 'What it is counted from',
      text: [
        'From what this PC has seen. While the console did not run, or was not in touch with the site, nobody here knows how the devices were: that time is neither up nor down, and the report says how much of it there was.',
        'What became of each change is counted from the ledger, which is verified first. Lost is always 0, or the report says that the ledger is damaged.',
      ],
    },
    {
      title: 'Counting again',
      text: [
        '“Records” holds the facts that the figures are counted from. With them, whoever doubts a report can count it again without this console.',
      ],
    },
  ],
}
