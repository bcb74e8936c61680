import { randomInt } from 'node:crypto'

/** Crockford's base32 without 0 and 1: nothing that is read two ways. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
/** Thirty to the eighth: 39 bits, for codes that live shortly and are tried under a rate limit. */
const LENGTH = 8

/** A one-time code somebody reads out, types or scans. */
export const makeSpokenCode = (): string => Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)] ?? '').join('')

/** `ABCDEFGH` → `ABCD-EFGH`. */
export const showSpokenCode = (code: string): string => `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`

/** `XH-POST:ABCD-EFGH`, `abcd efgh` → `ABCDEFGH`. */
export const readSpokenCode = (text: string, prefix: string): string => text.trim().toUpperCase().replace(prefix, '').replaceAll(/[^0-9A-Z]/g, '')
