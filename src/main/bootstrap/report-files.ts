import type { ReportFormat } from '#shared/domain/report-formats.ts'
import type { Span } from '../archive/records.ts'
import { dateOf } from '../platform/clock.ts'
import type { FileKind } from '../platform/file-dialogs.ts'
import type { ReportSite } from './report-maker.ts'

export const REPORT_KINDS: Readonly<Record<ReportFormat, FileKind>> = {
  pdf: { name: 'pdf', extension: 'pdf' },
  xlsx: { name: 'xlsx', extension: 'xlsx' },
  csv: { name: 'csv', extension: 'csv' },
  json: { name: 'json', extension: 'json' },
  html: { name: 'html', extension: 'html' },
  records: { name: 'records', extension: 'ndjson' },
}

const MAX_NAME = 60
const MAX_KEY = 8

/**
 * The file of a report that is written by itself: the same for the same site and time, so that one that is written again is
 * not there twice. The name of a site may be anything; the key tells sites of the same name apart.
 */
export function reportFileName({ key, name }: ReportSite, { fromAt, toAt }: Span, format: ReportFormat): string {
  const last = toAt - 1
  const days = dayOf(fromAt) === dayOf(last) ? dayOf(fromAt) : `${dayOf(fromAt)}-to-${dayOf(last)}`
  const site = [name, key.slice(0, MAX_KEY)].map(plain).filter((part) => part !== '')
  return `outpost-report-${[...new Set(site)].join('-')}-${days}.${REPORT_KINDS[format].extension}`
}

/** Letters and digits of any script; nothing that a system might take for something else. */
function plain(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, MAX_NAME)
}

/** By the calendar where this PC is. */
function dayOf(at: number): string {
  const date = dateOf(at)
  const padded = (value: number): string => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${padded(date.getMonth() + 1)}-${padded(date.getDate())}`
}
