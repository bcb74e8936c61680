import { formatCenti, formatSignedCenti } from '@xinhui/rules'
import { inTransaction } from '../context'
import { writeAudit } from '../modules/audit/write-audit'
import { writeAccessLog } from '../modules/consent/write-access-log'
import { explainScore } from '../modules/score/explain-score'
import { modelById } from '../modules/score/models'
import { presentScore } from '../modules/score/present-score'
import { type Command, optionText, takePositionals, UsageError } from './command'
import { withService } from './with-service'

export const scoreExplainCommand: Command = {
  help: `score-explain <sub_…> --viewer <office> --purpose <why> --basis <article>

An open score 信用分, line by line: record, rule, points, until when. Only a person who opened a score has one. The look-up
is written into that person's access log 查询记录 with viewer, purpose and basis, where they read it. The person is named by
the id alone. Exit code 1 when there is no open score.

  npm run -s credit -- score-explain sub_01k… --viewer 云汀市信用信息中心 --purpose 核对异议 --basis 《个人信息保护法》第四十六条
`,
  options: { viewer: { type: 'string' }, purpose: { type: 'string' }, basis: { type: 'string' } },
  run(call) {
    const [subjectId = ''] = takePositionals(call, 'sub_…')
    if (!/^sub_[0-7][0-9a-hjkmnp-tv-z]{25}$/.test(subjectId)) throw new UsageError('name the subject by its id, sub_…: names and identity numbers do not belong on a command line')
    const [viewer, purpose, basis] = ['viewer', 'purpose', 'basis'].map((name) => optionText(call, name)?.trim())
    if (!viewer || !purpose || !basis) throw new UsageError('--viewer, --purpose and --basis are needed: the person reads them in the access log')
    return withService(call, async (ctx) => {
      const explained = await inTransaction(ctx, async (tx) => {
        const found = await explainScore(tx, subjectId)
        if (!found) return undefined
        await writeAccessLog(tx, { subjectId, viewer, purpose, basis, fields: ['score'] })
        await writeAudit(tx, { action: 'score.explain', entity: 'score', entityId: found.row.id })
        return found
      })
      if (!explained) return { exit: 1, json: { subjectId, score: null }, text: `${subjectId} has no open score\n` }
      const score = presentScore(await modelById(ctx, explained.row.modelId), explained)
      const lines = score.lines.map((l) => `${formatSignedCenti(l.pointsCenti).padStart(10)}  ${l.title}  ${l.rule}${l.sourceOffice ? `  ${l.sourceOffice}` : ''}${l.until ? `  至 ${l.until}` : ''}`)
      return { exit: 0, json: { subjectId, score }, text: `${lines.join('\n')}\n${formatCenti(score.totalCenti).padStart(10)}  ${score.gradeTitle}  ${score.modelTitle}  ${score.day}\n` }
    })
  },
}
