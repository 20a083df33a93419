import { z } from 'zod'
import { reportSchema } from '../../src/shared/domain/report.ts'

/** The published shape of a report as JSON (JSON Schema 2020-12), as text. */
export function reportJsonSchema(): string {
  const schema = z.toJSONSchema(reportSchema, { target: 'draft-2020-12' })
  return `${JSON.stringify({ title: 'Outpost Console fleet report', ...schema }, null, 2)}\n`
}
