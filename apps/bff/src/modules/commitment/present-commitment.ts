import type { Commitment, CommitmentDetail, ConsoleCommitment } from '@xinhui/contract'
import { addWorkingDays, dayInShanghai, isPublishedDay, maskName } from '@xinhui/rules'
import type { Ctx } from '../../context'
import { workingCalendar } from '../calendar/working-calendar'
import { shownSubject } from '../subject/shown-subject'
import { SEAL } from '../subject/seal-contexts'
import { findSubject } from '../subject/subject.store'
import { commitmentLoop } from './commitment-loop'
import { type CommitmentRow, findPublished, listChecks } from './commitment.store'

export const SEAL_FIELDS = 'commitment.fields'
/** What the office and the signer wrote to one another. */
export const SEAL_WORDS = 'commitment.words'
/** A due day this many working days away is shown in amber. The product's own. */
const AMBER_WORKING_DAYS = 3

export const presentCommitment = (row: CommitmentRow): Commitment => ({
  commitmentId: row.id,
  template: row.template,
  title: row.text.title,
  kind: row.text.kind,
  office: row.text.office,
  status: row.status,
  signedAt: row.signedAt.toISOString(),
  dueOn: row.nextDueOn,
})

/** With every word that was signed and said: for the subject, and for the officer who opened it. */
export async function presentCommitmentDetail(ctx: Ctx, row: CommitmentRow): Promise<CommitmentDetail> {
  const { sealer } = ctx.keys
  const open = (text: string | null) => (text === null ? null : sealer.open(text, SEAL_WORDS))
  const values = JSON.parse(sealer.open(row.fieldsSealed, SEAL_FIELDS)) as Record<string, string | number>
  const [checks, subject, signer, published] = [await listChecks(ctx.db, [row.id]), await findSubject(ctx.db, row.subjectId), await findSubject(ctx.db, row.signedById), await findPublished(ctx.db, row.recordId)]
  const calendar = await workingCalendar(ctx)
  const kind = subject?.kind ?? 'person'
  const reason = open(row.hearingReasonSealed)
  const decision = open(row.decisionSealed)
  return {
    ...presentCommitment(row),
    textVersion: row.textVersion,
    textHash: row.textHash,
    signerName: signer?.nameSealed ? maskName(sealer.open(signer.nameSealed, SEAL.name)) : '',
    verified: row.text.verified,
    paragraphs: row.text.paragraphs,
    fields: row.text.fields.flatMap(({ name, title }) => (values[name] === undefined ? [] : [{ title, value: String(values[name]) }])),
    consequence: row.text.consequence,
    checks: checks.map((c) => ({ checkId: c.id, title: c.title, dueOn: c.dueOn, provisional: !isPublishedDay(calendar, c.dueOn), result: c.result, note: open(c.noteSealed), checkedAt: c.checkedAt?.toISOString() ?? null })),
    hearing: reason === null || row.hearingUntil === null ? null : { reason, until: row.hearingUntil, provisional: !isPublishedDay(calendar, row.hearingUntil), statement: open(row.statementSealed), statedAt: row.statedAt?.toISOString() ?? null },
    decision: decision === null || row.decidedAt === null ? null : { reason: decision, at: row.decidedAt.toISOString() },
    recordId: row.recorded ? row.recordId : null,
    loop: commitmentLoop({
      kind,
      status: row.status,
      signedOn: dayInShanghai(row.signedAt.getTime()),
      checks,
      hearingUntil: row.hearingUntil,
      publish: row.text.publish,
      published: published ?? null,
      consequence: row.text.consequence,
      today: dayInShanghai(ctx.now.getTime()),
    }),
  }
}

/** For the office's list: a person masked. */
export async function presentConsoleCommitments(ctx: Ctx, rows: readonly CommitmentRow[]): Promise<ConsoleCommitment[]> {
  const today = dayInShanghai(ctx.now.getTime())
  const soon = addWorkingDays(await workingCalendar(ctx), today, AMBER_WORKING_DAYS).day
  return Promise.all(
    rows.map(async (row) => {
      const subject = await findSubject(ctx.db, row.subjectId)
      const urgency = row.nextDueOn === null ? 'none' : row.nextDueOn < today ? 'red' : row.nextDueOn <= soon ? 'amber' : 'none'
      return { ...presentCommitment(row), subjectKind: subject?.kind ?? 'person', subjectName: subject ? shownSubject(ctx, subject).name : '', urgency } satisfies ConsoleCommitment
    }),
  )
}
