import { Secret, TOTP } from 'otpauth'

const PERIOD_SECONDS = 30

const totp = (secret: string) => new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: PERIOD_SECONDS })

/** 160 random bits, base32 (RFC 4226 section 4). */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32

/** The otpauth URI an authenticator app scans. */
export const totpUri = (secret: string, label: { issuer: string; username: string }): string =>
  new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: PERIOD_SECONDS, issuer: label.issuer, label: label.username }).toString()

/** RFC 6238 step of an instant. */
export const totpStep = (at: Date): number => Math.floor(at.getTime() / 1000 / PERIOD_SECONDS)

export const totpCode = (secret: string, step: number): string => totp(secret).generate({ timestamp: step * PERIOD_SECONDS * 1000 })

/** The step a code belongs to, one before or after now allowed for a clock that is off; undefined when it is none of them. */
export function totpStepOf(secret: string, code: string, now: Date): number | undefined {
  const delta = totp(secret).validate({ token: code, timestamp: now.getTime(), window: 1 })
  return delta === null ? undefined : totpStep(now) + delta
}
