import { makeCtx } from '../context'
import { checkCommitment } from '../modules/commitment/check-commitment'
import { listChecks } from '../modules/commitment/commitment.store'
import { commitmentTemplates } from '../modules/commitment/commitment-templates'
import { signCommitment } from '../modules/commitment/sign-commitment'
import type { TestApp } from './app'
import { createStaff } from './people'

/** What the fields of the demo's templates are filled in with. */
export const FIELDS: Readonly<Record<string, Record<string, string | number>>> = { civic: {}, 'permit-notice': { matter: '食品经营许可' }, 'food-safety': { premises: '云汀市临河区测试路 1 号', keeper: '店长' }, 'wage-payment': { payDay: 15 } }

/** A commitment signed now; with `hearing` its first check has failed. */
export async function createCommitment(app: TestApp, of: { subjectId: string; signedById?: string; template?: string; hearing?: boolean }): Promise<{ commitmentId: string; checkId: string }> {
  const ctx = () => makeCtx(app.deps, { requestId: 'test-commitment', actor: { kind: 'system', name: 'test' } })
  const code = of.template ?? (of.signedById ? 'food-safety' : 'civic')
  const template = commitmentTemplates(app.deps.city).find((t) => t.code === code)
  if (!template) throw new Error(`there is no template ${code}`)
  const { id } = await signCommitment({ ctx: ctx(), input: { subjectId: of.subjectId, signedById: of.signedById ?? of.subjectId, kind: of.signedById ? 'organization' : 'person', template: code, textVersion: template.textVersion, fields: FIELDS[code] ?? {} } })
  const [first] = await listChecks(app.deps.db, [id])
  if (!first) throw new Error('a commitment without a check')
  if (of.hearing) {
    const { staffId } = await createStaff(app, ['reviewer'])
    await checkCommitment({ ctx: ctx(), input: { commitmentId: id, checkId: first.id, staffId, result: 'not-met', note: '现场核查未通过' } })
  }
  return { commitmentId: id, checkId: first.id }
}
