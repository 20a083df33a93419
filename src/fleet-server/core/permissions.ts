import { channelName, TOPICS, type Topic } from '#shared/protocol/feed.ts'
import type { Role } from '../options.ts'
import { Refusal } from './refusal.ts'

/** Live copies of audit entries, outside the feed: for administrators, and without sequences of their own. */
export const AUDIT_TOPIC = 'audit'

/** Channels a role may subscribe to. */
export function channelsOf(tenant: string, role: Role): string[] {
  const channels = TOPICS.map((topic) => channelName(tenant, topic))
  return role === 'admin' ? [...channels, `${tenant}/${AUDIT_TOPIC}`] : channels
}

/**
 * The topic of a channel, when the role may listen to it; null for the audit, which has no place in the feed.
 *
 * @throws Refusal `forbidden` for another tenant or without permission, `not-found` for no such channel.
 */
export function topicOf(channel: string, tenant: string, role: Role): Topic | null {
  const slash = channel.indexOf('/')
  if (channel.slice(0, slash) !== tenant) throw new Refusal('forbidden', 'The channel belongs to another tenant.')
  const name = channel.slice(slash + 1)
  const topic = TOPICS.find((known) => known === name)
  if (topic !== undefined) return topic
  if (name !== AUDIT_TOPIC) throw new Refusal('not-found', `There is no channel ${channel}.`)
  if (role !== 'admin') throw new Refusal('forbidden', 'Only administrators may listen to the audit.')
  return null
}
