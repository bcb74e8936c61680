import type { FirmRight } from '@xinhui/contract'
import { and, arrayContains, asc, desc, eq, gt, inArray, isNull, lte, or } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { agency } from './agency.table'

export type AgencyRow = typeof agency.$inferSelect

const isLiving = (now: Date) => and(eq(agency.status, 'living'), or(isNull(agency.expiresAt), gt(agency.expiresAt, now)))
const isOpenInvitation = (now: Date) => and(eq(agency.status, 'invited'), gt(agency.expiresAt, now))

/** What lets this person act for this firm now. Read for every call: an ending holds at once. */
export async function findLivingAgency(db: Db, by: { firmId: string; personId: string; now: Date }): Promise<AgencyRow | undefined> {
  const [row] = await db
    .select()
    .from(agency)
    .where(and(eq(agency.firmId, by.firmId), eq(agency.personId, by.personId), isLiving(by.now)))
  return row
}

/** The firm's living representative, when there is one. */
export async function findRepresentative(db: Db, firmId: string, now: Date): Promise<AgencyRow | undefined> {
  const [row] = await db
    .select()
    .from(agency)
    .where(and(eq(agency.firmId, firmId), eq(agency.role, 'representative'), isLiving(now)))
  return row
}

export const listAgenciesOf = (db: Db, personId: string, now: Date): Promise<AgencyRow[]> =>
  db
    .select()
    .from(agency)
    .where(and(eq(agency.personId, personId), isLiving(now)))
    .orderBy(desc(agency.id))

export const listInvitationsFor = (db: Db, inviteeBlind: string, now: Date): Promise<AgencyRow[]> =>
  db
    .select()
    .from(agency)
    .where(and(eq(agency.inviteeBlind, inviteeBlind), isOpenInvitation(now)))
    .orderBy(desc(agency.id))

/** Everybody who acts for the firm or is asked to. */
export const listFirmAgencies = (db: Db, firmId: string, now: Date): Promise<AgencyRow[]> =>
  db
    .select()
    .from(agency)
    .where(and(eq(agency.firmId, firmId), or(isLiving(now), isOpenInvitation(now))))
    .orderBy(desc(agency.id))

/** Persons who act for these firms now and may do this: the representatives, and agents with the right. */
export async function listPersonsOfFirms(db: Db, by: { firmIds: readonly string[]; right: FirmRight; now: Date }): Promise<{ firmId: string; personId: string }[]> {
  if (by.firmIds.length === 0) return []
  const rows = await db
    .select({ firmId: agency.firmId, personId: agency.personId })
    .from(agency)
    .where(and(inArray(agency.firmId, [...by.firmIds]), isLiving(by.now), or(eq(agency.role, 'representative'), arrayContains(agency.rights, [by.right]))))
    .orderBy(asc(agency.id))
  return rows.flatMap(({ firmId, personId }) => (personId === null ? [] : [{ firmId, personId }]))
}

/** As `listPersonsOfFirms`, of one firm. */
export const listPersonsWith = async (db: Db, by: { firmId: string; right: FirmRight; now: Date }): Promise<string[]> => (await listPersonsOfFirms(db, { firmIds: [by.firmId], right: by.right, now: by.now })).map(({ personId }) => personId)

/** Inserts, or answers no row when such an agency or invitation is there. */
export const insertAgency = (db: Db, row: typeof agency.$inferInsert): Promise<AgencyRow[]> => db.insert(agency).values(row).onConflictDoNothing().returning()

/** invited → living, once, by the person whose number was meant, before the end. */
export const acceptAgency = (db: Db, by: { id: string; inviteeBlind: string; personId: string; now: Date }): Promise<AgencyRow[]> =>
  db
    .update(agency)
    .set({ status: 'living', personId: by.personId, inviteeSealed: null, inviteeBlind: null })
    .where(and(eq(agency.id, by.id), eq(agency.inviteeBlind, by.inviteeBlind), isOpenInvitation(by.now)))
    .returning()

const ended = (now: Date) => ({ status: 'ended', endedAt: now, inviteeSealed: null, inviteeBlind: null }) as const
const hasNotEnded = inArray(agency.status, ['invited', 'living'])

/** → ended: a firm's own, by its id. */
export const endFirmAgency = (db: Db, by: { id: string; firmId: string; role: 'agent'; now: Date }): Promise<AgencyRow[]> =>
  db
    .update(agency)
    .set(ended(by.now))
    .where(and(eq(agency.id, by.id), eq(agency.firmId, by.firmId), eq(agency.role, by.role), hasNotEnded))
    .returning()

/** → ended: one's own, or an invitation to oneself. */
export const endOwnAgency = (db: Db, by: { id: string; personId: string; inviteeBlind: string; now: Date }): Promise<AgencyRow[]> =>
  db
    .update(agency)
    .set(ended(by.now))
    .where(and(eq(agency.id, by.id), or(eq(agency.personId, by.personId), eq(agency.inviteeBlind, by.inviteeBlind)), hasNotEnded))
    .returning()

/** An invitation nobody accepted in time makes room for the next. */
export const endStaleInvitations = (db: Db, by: { firmId: string; inviteeBlind: string; now: Date }) =>
  db
    .update(agency)
    .set(ended(by.now))
    .where(and(eq(agency.firmId, by.firmId), eq(agency.inviteeBlind, by.inviteeBlind), eq(agency.status, 'invited'), lte(agency.expiresAt, by.now)))

/** → ended: everything a person holds. */
export const endAgenciesOfPerson = (db: Db, personId: string, now: Date): Promise<AgencyRow[]> =>
  db
    .update(agency)
    .set(ended(now))
    .where(and(eq(agency.personId, personId), hasNotEnded))
    .returning()

/** → ended: whatever the person, or the number, has at this firm; and the representative when `representative` says so. */
export const endBefore = (db: Db, by: { firmId: string; personId: string; representative: boolean; now: Date }): Promise<AgencyRow[]> =>
  db
    .update(agency)
    .set(ended(by.now))
    .where(and(eq(agency.firmId, by.firmId), eq(agency.status, 'living'), or(eq(agency.personId, by.personId), by.representative ? eq(agency.role, 'representative') : undefined)))
    .returning()
