import { asciiToBytes } from '../bytes'

/** What a pass says. It names no person: only a voucher, the merchant it is for, and a moment. */
export interface PassClaims {
  /** Signing key: the first 4 bytes of its RFC 7638 SHA-256 thumbprint, 8 lower-case hex digits. */
  kid: string
  /** This pass alone: 8 random bytes, 16 lower-case hex digits. */
  jti: string
  /** `vch_` and 26 characters. */
  voucherId: string
  /** The merchant that may redeem it: `mer_` and 26 characters. */
  merchantId: string
  /** Version of the perk's rules the voucher was claimed under, 0–65535. */
  perkVersion: number
  /** Tier of the perk, 0–255; 0 is the floor tier open to everybody. */
  tier: number
  /** First second it is good for, seconds since 1970-01-01T00:00:00Z, 0–4294967295. */
  notBefore: number
  /** Seconds it is good for, 1–60. */
  lifeSeconds: number
}

/** Text before the Base45 of a pass. */
export const PASS_PREFIX = 'XH1:'
/** First byte of a token; it fixes the layout and the algorithm (ES256). */
export const PASS_VERSION = 1
/** Longest life of a pass, seconds. */
export const MAX_LIFE_SECONDS = 60
/** Bytes of r‖s. */
export const SIGNATURE_BYTES = 64

/** Where each field starts in the token (bytes, big-endian). */
export const OFFSET = {
  version: 0,
  kid: 1,
  jti: 5,
  voucherId: 13,
  merchantId: 29,
  perkVersion: 45,
  tier: 47,
  notBefore: 48,
  lifeSeconds: 52,
  signature: 53,
} as const

/** Bytes before the signature. */
export const BODY_BYTES = OFFSET.signature
/** Bytes of a whole token. */
export const TOKEN_BYTES = BODY_BYTES + SIGNATURE_BYTES

/**
 * Stands before the body in what is signed and is never transmitted, so that a signature made for anything else
 * with the same key is not a pass, and a pass is nothing else.
 */
export const SIGNING_CONTEXT = asciiToBytes('xinhui/pass/v1\0')
