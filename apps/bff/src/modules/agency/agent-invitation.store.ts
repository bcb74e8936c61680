import { and, desc, eq, gt } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { agentInvitation } from './agent-invitation.table'

export type AgentInvitationRow = typeof agentInvitation.$inferSelect

const isOpen = (now: Date) => and(eq(agentInvitation.status, 'open'), gt(agentInvitation.expiresAt, now))

export const insertAgentInvitation = (db: Db, row: AgentInvitationRow) => db.insert(agentInvitation).values(row)

export async function findOpenAgentInvitation(db: Db, codeHash: string, now: Date): Promise<AgentInvitationRow | undefined> {
  const [row] = await db.select().from(agentInvitation).where(and(eq(agentInvitation.codeHash, codeHash), isOpen(now)))
  return row
}

/** Open ones of a firm, newest first. */
export const listAgentInvitations = (db: Db, firmId: string, now: Date): Promise<AgentInvitationRow[]> =>
  db.select().from(agentInvitation).where(and(eq(agentInvitation.firmId, firmId), isOpen(now))).orderBy(desc(agentInvitation.id))

/** open → used, once, before its end. Nothing answered: somebody else was first, or it is over. */
export const spendAgentInvitation = (db: Db, by: { id: string; agencyId: string; now: Date }): Promise<AgentInvitationRow[]> =>
  db.update(agentInvitation).set({ status: 'used', closedAt: by.now, agencyId: by.agencyId }).where(and(eq(agentInvitation.id, by.id), isOpen(by.now))).returning()

/** open → cancelled, by the firm. */
export const cancelAgentInvitation = (db: Db, by: { id: string; firmId: string; now: Date }): Promise<AgentInvitationRow[]> =>
  db
    .update(agentInvitation)
    .set({ status: 'cancelled', closedAt: by.now })
    .where(and(eq(agentInvitation.id, by.id), eq(agentInvitation.firmId, by.firmId), eq(agentInvitation.status, 'open')))
    .returning()
