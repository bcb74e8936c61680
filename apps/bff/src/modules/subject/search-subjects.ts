import type { StaffRole, SubjectHit } from '@xinhui/contract'
import { checkIdCard, dayInShanghai, looksLikeIdNumber, normalizeIdNumber } from '@xinhui/rules'
import { type Ctx, inTransaction } from '../../context'
import { DomainError } from '../../errors'
import { writeAudit } from '../audit/write-audit'
import { CITY_VIEWER, writeAccessLog } from '../consent/write-access-log'
import { findOrganization, searchOrganizations } from './search.store'
import { searchKey } from './search-key'
import { shownSubject } from './shown-subject'
import { findPersonByIdNumber } from './subject.store'

/** More than this is not a search for somebody but reading a list. */
const MOST = 20

interface SearchInput {
  /** An ID number, a USCC, or part of a firm's name. */
  text: string
  purpose: string
  basis: string
  roles: readonly StaffRole[]
}

const refuseText = (message: string) => new DomainError('VALIDATION', { detail: message, errors: [{ field: 'text', message }] })

/**
 * A member of the city's staff looks for one subject. Organisations are found by name or USCC, which are public; a person
 * only by the whole ID number, only by reviewers, and being found is a line in the person's access log already.
 * Nobody is found by a person's name: names are sealed. VALIDATION (too short, GB 11643), FORBIDDEN.
 */
export async function searchSubjects({ ctx, input }: { ctx: Ctx; input: SearchInput }): Promise<{ items: SubjectHit[]; more: boolean }> {
  const number = normalizeIdNumber(input.text)
  if (looksLikeIdNumber(number)) return inTransaction(ctx, (tx) => findPerson(tx, number, input))
  const key = searchKey(input.text)
  if (key.kind === 'too-short') throw refuseText('请至少输入两个字')
  const found = key.kind === 'uscc' ? [await findOrganization(ctx.db, key.uscc)] : await searchOrganizations(ctx.db, { text: key.text, limit: MOST + 1 })
  const items = found.flatMap((row): SubjectHit[] => (row ? [{ subjectId: row.id, kind: 'organization', name: row.name, identifier: row.uscc, district: row.district }] : []))
  await writeAudit(ctx, { action: 'subject.search', entity: 'subject', entityId: 'organization', detail: { by: key.kind, found: items.length, purpose: input.purpose, basis: input.basis } })
  return { items: items.slice(0, MOST), more: items.length > MOST }
}

async function findPerson(ctx: Ctx, number: string, input: SearchInput): Promise<{ items: SubjectHit[]; more: boolean }> {
  if (!input.roles.includes('reviewer')) throw new DomainError('FORBIDDEN', { detail: '按身份证号码查询只对审核员开放' })
  const checked = checkIdCard(number, dayInShanghai(ctx.now.getTime()))
  if (!checked.ok) throw refuseText(checked.message)
  const person = await findPersonByIdNumber(ctx.db, ctx.keys.sealer.blind(checked.idNumber, 'id-number'))
  await writeAudit(ctx, { action: 'subject.search', entity: 'subject', entityId: person?.id ?? 'person', detail: { by: 'id-number', found: person ? 1 : 0 } })
  if (!person) return { items: [], more: false }
  await writeAccessLog(ctx, { subjectId: person.id, viewer: CITY_VIEWER, purpose: input.purpose, basis: input.basis, fields: ['遮盖后的姓名和证件号码'] })
  return { items: [{ subjectId: person.id, kind: 'person', ...shownSubject(ctx, person), district: person.district }], more: false }
}
