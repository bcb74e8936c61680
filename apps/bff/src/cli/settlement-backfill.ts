import { backfillLedger } from '../modules/settlement/backfill-ledger'
import { checkLedger } from '../modules/settlement/check-ledger'
import { type Command, takePositionals } from './command'
import { withService } from './with-service'

export const settlementBackfillCommand: Command = {
  help: `settlement-backfill

Posts to the subsidy ledger 补贴台账 what it lacks of the redemptions there are: those older than the ledger, or whose message was given up.
May be stopped and run again: each entry is written once. Then checks the whole ledger as settlement-check does; exit code 1 when it differs.
What belongs to a month whose statement is drawn comes with the next statement.

  npm run -s credit -- settlement-backfill
`,
  options: {},
  run(call) {
    takePositionals(call)
    return withService(call, async (ctx) => {
      const posted = await backfillLedger({ ctx, input: { report: (n) => call.progress(`${n} redemptions posted`) } })
      const { findings } = await checkLedger(ctx)
      return { exit: findings.length === 0 ? 0 : 1, json: { ok: findings.length === 0, posted, findings }, text: `${posted} redemptions posted, ${findings.length} differences left\n` }
    })
  },
}
