import { createHmac, timingSafeEqual } from 'node:crypto'

/** How far a message's clock may be off, either way. */
const TOLERANCE_SECONDS = 300
const PREFIX = 'whsec_'

const keyOf = (secret: string) => Buffer.from(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret, 'base64')

/** A message's headers by the Standard Webhooks specification 1.0: HMAC-SHA-256 over `id.timestamp.body`, `secret` as `whsec_<base64>`. */
export function signWebhook(secret: string, message: { id: string; at: Date; body: string }): { 'webhook-id': string; 'webhook-timestamp': string; 'webhook-signature': string } {
  const timestamp = String(Math.floor(message.at.getTime() / 1000))
  const mac = createHmac('sha256', keyOf(secret)).update(`${message.id}.${timestamp}.${message.body}`).digest('base64')
  return { 'webhook-id': message.id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${mac}` }
}

/** The id of a message that was signed with `secret` within five minutes of `now`; undefined for everything else. Several signatures, separated by spaces, are one message under several keys. */
export function verifyWebhook(secret: string, headers: { id: string | undefined; timestamp: string | undefined; signature: string | undefined }, body: string, now: Date): string | undefined {
  const { id, timestamp, signature } = headers
  if (!id || !/^[\w.-]{8,100}$/.test(id) || !timestamp || !/^\d{1,12}$/.test(timestamp) || !signature || signature.length > 1000) return undefined
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) return undefined
  const expected = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest()
  const isGood = signature.split(' ').some((one) => {
    const [version, mac = ''] = one.split(',')
    const given = Buffer.from(mac, 'base64')
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected)
  })
  return isGood ? id : undefined
}
