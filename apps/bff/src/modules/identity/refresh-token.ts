import { createHash, randomBytes } from 'node:crypto'

/** `<session id>.<256 random bits, base64url>`; opaque to the client. */
export const newRefreshToken = (sessionId: string): string => `${sessionId}.${randomBytes(32).toString('base64url')}`

/** SHA-256, base64url: what the database keeps. The secret has full entropy, so a fast hash is enough. */
export const hashRefreshToken = (token: string): string => createHash('sha256').update(token).digest('base64url')

/** The session a token names; undefined when it cannot be one of ours. */
export const sessionOfRefreshToken = (token: string): string | undefined => /^(ses_[0-9a-z]{26})\.[\w-]{43}$/.exec(token)?.[1]
