import { inArray, sql } from 'drizzle-orm'
import type { Db } from '../../db/client'
import { recordset } from '../../db/sql'
import type { SubjectRow } from './subject.store'
import { subject } from './subject.table'

export const findPersonsByIdNumber = (db: Db, blinds: readonly string[]): Promise<SubjectRow[]> =>
  blinds.length === 0 ? Promise.resolve([]) : db.select().from(subject).where(inArray(subject.idNumberBlind, [...blinds]))

export interface PersonInsert {
  id: string
  nameSealed: string
  idNumberSealed: string
  idNumberBlind: string
  birthDay: string
  phoneSealed: string | null
  phoneBlind: string | null
  district: string | null
}

/** Those already known stay as they are. */
export const insertPersons = (db: Db, rows: readonly PersonInsert[], now: Date) =>
  db.execute(sql`
    INSERT INTO subject (id, kind, name_sealed, id_number_sealed, id_number_blind, birth_day, phone_sealed, phone_blind, district, created_at)
    SELECT i.id, 'person', i."nameSealed", i."idNumberSealed", i."idNumberBlind", i."birthDay", i."phoneSealed", i."phoneBlind", i.district, ${now.toISOString()}::timestamptz
    FROM ${recordset(rows, 'id text, "nameSealed" text, "idNumberSealed" text, "idNumberBlind" text, "birthDay" date, "phoneSealed" text, "phoneBlind" text, district text')}
    ON CONFLICT (id_number_blind) DO NOTHING`)

export const updatePersons = (db: Db, rows: readonly { id: string; nameSealed: string; phoneSealed: string | null; phoneBlind: string | null; district: string | null }[]) =>
  db.execute(sql`
    UPDATE subject s SET name_sealed = i."nameSealed", phone_sealed = i."phoneSealed", phone_blind = i."phoneBlind", district = i.district
    FROM ${recordset(rows, 'id text, "nameSealed" text, "phoneSealed" text, "phoneBlind" text, district text')} WHERE s.id = i.id`)
