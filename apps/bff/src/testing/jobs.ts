import type { Ctx } from '../context'
import { handlers } from '../jobs/handlers'
import { runOutbox } from '../jobs/run-outbox'
import { runScores } from '../jobs/run-jobs'

/** What the timer would do now, until nothing is left to do. */
export async function runOutboxAndScores(ctx: Ctx): Promise<void> {
  while ((await runOutbox(ctx, handlers)) > 0);
  await runScores(ctx)
}
