import { signal } from './signal'
import { clearCaches, readStored, removeStored, type StoredSession, type Subject, writeStored } from './storage'

/**
 * Tokens live in storage and are read from there each time, never from a variable: in a browser two tabs share
 * them, and using a refresh token that the other tab has already used revokes the whole family.
 */
export const readSession = (): StoredSession | undefined => readStored('session')

/** True while tokens are kept. Pages follow it through `useSignal(signedIn)`. */
export const signedIn = signal(readSession() !== undefined)

/** Whom the pages speak about; undefined means myself. */
export const subject = signal<Subject | undefined>(readStored('subject'))

export function saveSession(session: StoredSession): void {
  writeStored('session', session)
  signedIn.set(true)
}

export function saveSubject(next: Subject | undefined): void {
  if (next) writeStored('subject', next)
  else removeStored('subject')
  subject.set(next)
}

export const readPersona = (): string | undefined => readStored('persona')

export function savePersona(key: string | undefined): void {
  if (key === undefined) removeStored('persona')
  else writeStored('persona', key)
}

/** Forgets tokens, the subject and every cached answer; keeps how the reader likes to read. */
export function forgetSession(): void {
  removeStored('session')
  removeStored('persona')
  saveSubject(undefined)
  clearCaches()
  signedIn.set(false)
}
