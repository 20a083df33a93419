import type { ContentData, Severity } from '#shared/domain/entities.ts'

/** Invented, neutral places: none is meant to be a real one. */
export const SITES = [
  'Central Station',
  'Harbour Terminal',
  'Northgate Mall',
  'Riverside Campus',
  'Airport Pier A',
  'Airport Pier B',
  'Old Town Library',
  'Westfield Park & Ride',
  'City Hospital East',
  'Lakeside Arena',
  'Museum Quarter',
  'Southbank Offices',
  'Hillside College',
  'Market Square',
  'Ferry Landing',
  'Expo Halls 1–4',
  'Eastgate Station',
  'Garden Shopping Centre',
  'Science Park',
  'Bus Station North',
] as const

export const LOCATIONS = [
  'Entrance hall',
  'Platform 1',
  'Platform 2',
  'Ticket counter',
  'Waiting area',
  'Information desk',
  'Food court',
  'Lift lobby, level 1',
  'Lift lobby, level 2',
  'Corridor east',
  'Corridor west',
  'Reception',
  'Car park, level −1',
  'Checkout 3',
  'Gate 12',
  'Lecture hall foyer',
] as const

export const MODELS = [
  'Outlook 43',
  'Outlook 55',
  'Outlook 75 UHD',
  'Panorama 98',
  'Totem 32',
  'Kiosk 22 Touch',
] as const

export const TAGS = [
  'entrance',
  'wayfinding',
  'timetable',
  'advertising',
  'staff',
  'outdoor',
  '4k',
  'touch',
  'priority',
] as const

/** What devices belong to across sites; most belong to none. */
export const GROUPS = ['Ticketing', 'Night service', 'Advertising pool', 'Pilot'] as const

export const PLAYLISTS = [
  ['Departures', 'Departures and platform changes'],
  ['Arrivals', 'Arrivals with delays'],
  ['Welcome', 'Greeting and opening hours'],
  ['Wayfinding', 'Directions to exits, lifts and services'],
  ['Morning offers', 'Breakfast and coffee, until 11:00'],
  ['Lunch menu', 'Today in the canteen'],
  ['Evening offers', 'After 17:00'],
  ['Safety notices', 'Exits, assembly points, first aid'],
  ['Events this week', 'Talks, concerts, fairs'],
  ['Staff news', 'For staff rooms only'],
  ['Weather and news', 'Updated every ten minutes'],
  ['Test pattern', 'For technicians'],
] as const

export const CONTENT_SUBJECTS = [
  'Departures board',
  'Arrivals board',
  'Welcome film',
  'Opening hours',
  'Floor plan',
  'Exit routes',
  'Coffee offer',
  'Lunch menu',
  'Evening offer',
  'First aid notice',
  'Concert poster',
  'Trade fair banner',
  'Staff bulletin',
  'Weather map',
  'News ticker',
  'Lost and found',
  'Lift out of service',
  'Accessibility guide',
  'Public Wi-Fi',
  'Test card',
] as const

/** Where content lies in the library; in turn. */
export const CONTENT_FOLDERS = [
  'Stations/Traffic',
  'Stations/Service',
  'Campaigns/Food',
  '',
  'Campaigns/Events',
] as const

export const CONTENT_KINDS: readonly ContentData['kind'][] = ['image', 'video', 'web', 'image']

export const SCHEDULES = [
  ['Weekday mornings', '06:00', '11:00', [1, 2, 3, 4, 5]],
  ['Weekday lunch', '11:00', '14:00', [1, 2, 3, 4, 5]],
  ['Weekday evenings', '17:00', '22:00', [1, 2, 3, 4, 5]],
  ['Weekend', '08:00', '22:00', [0, 6]],
  ['Night', '22:00', '05:00', [0, 1, 2, 3, 4, 5, 6]],
  ['Safety drill', '10:00', '10:15', [3]],
  ['Market day', '07:00', '13:00', [6]],
  ['Match day', '15:00', '23:00', [6]],
  ['Open day', '09:00', '17:00', [0]],
  ['Staff briefing', '07:30', '08:00', [1]],
] as const

export interface AlertKind {
  readonly kind: string
  readonly severity: Severity
  readonly message: string
  /** How often it comes, relative to the others. */
  readonly weight: number
}

export const ALERT_KINDS: readonly AlertKind[] = [
  { kind: 'overheating', severity: 'critical', message: 'The temperature inside is above 80 °C.', weight: 1 },
  { kind: 'storage-full', severity: 'high', message: 'Less than 2 % of the storage is free.', weight: 3 },
  {
    kind: 'playback-stalled',
    severity: 'medium',
    message: 'Playback has stopped; the last frame is shown.',
    weight: 8,
  },
  { kind: 'clock-drift', severity: 'low', message: 'The clock is off by more than a minute.', weight: 5 },
  { kind: 'network-weak', severity: 'low', message: 'The network connection is weak.', weight: 8 },
]

/** The other operators of the simulation: desks and shifts, no persons. */
export const OPERATORS = [
  'Control room North',
  'Control room South',
  'Night shift',
  'Field service',
  'Content desk',
] as const

export const OPERATOR_NOTES = [
  'Technician informed.',
  'Known, part is ordered.',
  'Watching it.',
  'Restart planned for tonight.',
] as const
