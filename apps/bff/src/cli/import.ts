import { createReadStream, createWriteStream, statSync } from 'node:fs'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { importFile } from '../modules/record/import-file'
import { listRejects } from '../modules/record/record.store'
import { rejectsCsv } from '../modules/record/rejects-csv'
import { type Command, optionText, takePositionals } from './command'
import { withService } from './with-service'

const SHOWN_REJECTS = 20

export const importCommand: Command = {
  help: `import <file> [--layout <code>] [--rejects <out.csv>]

Takes a file into the city: 双公示 penalties and permits, the enterprise registry, catalogue items, persons, merchants,
stores, perks, lenders, loan products. CSV (UTF-8 with or without BOM, GB18030, UTF-16) or XLSX. The layout is found by the
header; --layout names it. Good rows land in one transaction, bad rows are listed with row, field, value and reason, all of
them in --rejects. The same file again changes nothing. Exit code 1 when a row was rejected.

The embedded database belongs to one process: stop the service first, use DATABASE_URL, or upload in the console.

  npm run -s credit -- import penalties.csv
  npm run -s credit -- import 许可.xlsx --layout permit --rejects bad-rows.csv
`,
  options: { layout: { type: 'string' }, rejects: { type: 'string' } },
  run(call) {
    const [file = ''] = takePositionals(call, 'file')
    const path = call.path(file)
    // Before the database is opened: a mistyped name should not cost a start.
    if (!statSync(path).isFile()) throw new Error(`${path} is not a file`)
    return withService(call, async (ctx) => {
      const batch = await importFile({
        ctx,
        input: { fileName: basename(path), file: createReadStream(path), layout: optionText(call, 'layout'), importedBy: 'system:cli' },
        onProgress: (p) => call.progress(`${p.rowsRead} rows read${p.share === null ? '' : `, ${Math.round(p.share * 100)} %`}, ${p.rowsRejected} rejected, ${p.rowsPerSecond} rows/s`),
      })
      const out = optionText(call, 'rejects')
      if (out !== undefined) await pipeline(Readable.from(rejectsCsv(ctx.db, batch.batchId)), createWriteStream(call.path(out)))
      const rejects = (await listRejects(ctx.db, batch.batchId, 0, SHOWN_REJECTS)).map(({ row, field, value, reason }) => ({ row, field, value, reason }))
      const lines = [
        `${batch.fileName}: ${batch.layoutTitle} (${batch.layout}), ${batch.encoding}, ${batch.status}`,
        `${batch.rowsTotal} rows: ${batch.rowsNew} new, ${batch.rowsChanged} changed, ${batch.rowsUnchanged} unchanged, ${batch.rowsRejected} rejected`,
        ...rejects.map((r) => `  row ${r.row}  ${r.field}${r.value === '' ? '' : `  "${r.value}"`}  ${r.reason}`),
        ...(rejects.length === SHOWN_REJECTS ? [`  … the first ${SHOWN_REJECTS} findings; all of them with --rejects <out.csv>`] : []),
        ...(batch.failure === null ? [] : [batch.failure]),
      ]
      return { exit: batch.rowsRejected > 0 || batch.status === 'failed' ? 1 : 0, json: { batch, rejects }, text: `${lines.join('\n')}\n` }
    })
  },
}
