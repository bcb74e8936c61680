import type { Db } from '../../db/client'
import { csvLine } from '../../lib/csv'
import { listRejects } from './record.store'

const PAGE_ROWS = 1000

/** All rejected rows of a batch, page by page, with the mark that makes Excel read UTF-8. */
export async function* rejectsCsv(db: Db, batchId: string): AsyncGenerator<string> {
  yield `\ufeff${csvLine(['行号', '列', '值', '原因'])}`
  let after = 0
  for (;;) {
    const page = await listRejects(db, batchId, after, PAGE_ROWS)
    if (page.length > 0) yield page.map((r) => csvLine([r.row, r.field, r.value, r.reason])).join('')
    const last = page.at(-1)
    if (!last || page.length < PAGE_ROWS) return
    after = last.seq
  }
}
