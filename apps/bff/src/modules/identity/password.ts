import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/** OWASP Password Storage Cheat Sheet: argon2id (the library's default), 19 MiB, 2 passes, 1 lane. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** A first password, shown once: 18 random bytes. */
export const newPassword = (): string => randomBytes(18).toString('base64url')

export const hashPassword = (password: string): Promise<string> => hash(password, OPTIONS)

let dummy: Promise<string> | undefined

/** Whether the password is right. Without a hash (unknown user) the same work is done and the answer is no. */
export async function verifyPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  if (passwordHash !== undefined) return verify(passwordHash, password)
  dummy ??= hashPassword(randomBytes(16).toString('hex'))
  await verify(await dummy, password)
  return false
}
