import { recomputeAll } from '../modules/score/recompute-all'
import { type Command, integerOf, optionText, takePositionals } from './command'
import { withService } from './with-service'

export const recomputeCommand: Command = {
  help: `recompute [--workers <n>]

Computes every score of an earlier day anew, as the service does after midnight: with PostgreSQL in parallel workers (one a
core unless --workers says otherwise), on the embedded database in this process. May be stopped or killed at any moment;
the next run goes on with the rest. Scores of today are left alone.

  npm run -s credit -- recompute --workers 2
`,
  options: { workers: { type: 'string' } },
  run(call) {
    takePositionals(call)
    const workers = optionText(call, 'workers')
    return withService(call, async (ctx) => {
      const sum = await recomputeAll({
        ctx,
        input: { ...(workers === undefined ? {} : { workers: integerOf(workers, '--workers', 1) }), report: ({ computed, changed }) => call.progress(`${computed} scores, ${changed} moved`) },
      })
      return { exit: 0, json: sum, text: `${sum.computed} scores computed, ${sum.changed} moved\n` }
    })
  },
}
