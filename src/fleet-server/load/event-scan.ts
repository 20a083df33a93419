/** Where an event stands in the feed, and when it was made. */
export interface ScannedEvent {
  readonly sequence: number
  readonly previous: number
  readonly channel: string
  readonly at: number
}

/** Every event of the reference server begins like this, whether it comes alone or in a batch. */
const EVENT = /"sequence":(\d+),"previous":(\d+),"channel":"([^"]+)","at":(\d+)/g

/** The events in a message, without parsing it: a load generator must cost less than the server it loads. */
export function scanEvents(message: string): ScannedEvent[] {
  return [...message.matchAll(EVENT)].map(([, sequence, previous, channel, at]) => ({
    sequence: Number(sequence),
    previous: Number(previous),
    channel: channel ?? '',
    at: Number(at),
  }))
}
