import { checkLedger } from '../modules/settlement/check-ledger'
import { formatYuan } from '../modules/settlement/present-statement'
import { type Command, takePositionals } from './command'
import { withService } from './with-service'

export const settlementCheckCommand: Command = {
  help: `settlement-check

Proves that the subsidy ledger 补贴台账 equals the redemptions to the fen: every redemption with a subsidy has its two lines and
every reversal its two counter lines, scans paid in good faith theirs, debits equal credits, each statement is the sum of its lines, each paid one was paid once.
Reads only. Exit code 1 with every difference listed; messages still to be posted are counted as waiting and are no difference.

  npm run -s credit -- settlement-check --json
`,
  options: {},
  run(call) {
    takePositionals(call)
    return withService(call, async (ctx) => {
      const { sums, findings } = await checkLedger(ctx)
      const lines = findings.map((f) => `${f.what}  ${f.id}  expected ${formatYuan(f.expectedFen)}, found ${formatYuan(f.foundFen)}`)
      const sum = `${sums.redemptions} redemptions, owed ${formatYuan(sums.owedFen)}, ledger ${formatYuan(sums.ledgerFen)}, good faith ${formatYuan(sums.goodFaithFen)}, adjusted ${formatYuan(sums.adjustedFen)}, paid ${formatYuan(sums.paidFen)}, ${sums.waiting} waiting`
      return { exit: findings.length === 0 ? 0 : 1, json: { ok: findings.length === 0, ...sums, findings }, text: `${[...lines, sum].join('\n')}\n` }
    })
  },
}
