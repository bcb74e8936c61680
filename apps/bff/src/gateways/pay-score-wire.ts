import { createCipheriv, createDecipheriv, createSign, createVerify, type KeyObject, randomBytes } from 'node:crypto'

/** What WeChat Pay v3 signs and how: shared by the real client and the simulator, so that the two can only disagree on keys. */

export const AUTH_SCHEME = 'WECHATPAY2-SHA256-RSA2048'
/** How far the clock of a signed answer or callback may be off. */
const WINDOW_SECONDS = 300

const rsaSign = (text: string, key: KeyObject): string => createSign('RSA-SHA256').update(text).sign(key, 'base64')
const rsaVerify = (text: string, signature: string, key: KeyObject): boolean => createVerify('RSA-SHA256').update(text).verify(key, signature, 'base64')

const requestText = (method: string, path: string, timestamp: string, nonce: string, body: string): string => `${method}\n${path}\n${timestamp}\n${nonce}\n${body}\n`
const answerText = (timestamp: string, nonce: string, body: string): string => `${timestamp}\n${nonce}\n${body}\n`

/** The Authorization header of one request. `path` with its query, as sent. */
export function authorizationOf(request: { method: string; path: string; body: string; now: Date }, merchant: { mchId: string; serial: string; key: KeyObject }): string {
  const timestamp = String(Math.floor(request.now.getTime() / 1000))
  const nonce = randomBytes(16).toString('hex')
  const signature = rsaSign(requestText(request.method, request.path, timestamp, nonce, request.body), merchant.key)
  return `${AUTH_SCHEME} mchid="${merchant.mchId}",nonce_str="${nonce}",signature="${signature}",timestamp="${timestamp}",serial_no="${merchant.serial}"`
}

/** Whether an Authorization header is this merchant's over this request. The server's side: the simulator. */
export function isAuthorized(header: string | undefined, request: { method: string; path: string; body: string; now: Date }, merchant: { mchId: string; serial: string; publicKey: KeyObject }): boolean {
  if (!header?.startsWith(`${AUTH_SCHEME} `)) return false
  const values = new Map([...header.slice(AUTH_SCHEME.length + 1).matchAll(/(\w+)="([^"]*)"/g)].map((m) => [m[1], m[2] ?? '']))
  const [timestamp = '', nonce = '', signature = ''] = [values.get('timestamp'), values.get('nonce_str'), values.get('signature')]
  if (values.get('mchid') !== merchant.mchId || values.get('serial_no') !== merchant.serial || !isFresh(timestamp, request.now)) return false
  return rsaVerify(requestText(request.method, request.path, timestamp, nonce, request.body), signature, merchant.publicKey)
}

const isFresh = (timestamp: string, now: Date): boolean => /^\d{1,12}$/.test(timestamp) && Math.abs(now.getTime() / 1000 - Number(timestamp)) <= WINDOW_SECONDS

/** Headers the platform puts on an answer or a callback. */
export function platformHeaders(body: string, now: Date, platform: { serial: string; key: KeyObject }): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000))
  const nonce = randomBytes(16).toString('hex')
  return {
    'wechatpay-timestamp': timestamp,
    'wechatpay-nonce': nonce,
    'wechatpay-signature': rsaSign(answerText(timestamp, nonce, body), platform.key),
    'wechatpay-serial': platform.serial,
    'wechatpay-signature-type': AUTH_SCHEME,
  }
}

/** Whether the platform signed this body a moment ago. */
export function isFromPlatform(header: (name: string) => string | undefined, body: string, now: Date, platform: { serial: string; publicKey: KeyObject }): boolean {
  const timestamp = header('wechatpay-timestamp') ?? ''
  if (header('wechatpay-serial') !== platform.serial || !isFresh(timestamp, now)) return false
  return rsaVerify(answerText(timestamp, header('wechatpay-nonce') ?? '', body), header('wechatpay-signature') ?? '', platform.publicKey)
}

export interface SealedResource {
  algorithm: 'AEAD_AES_256_GCM'
  ciphertext: string
  nonce: string
  associated_data: string
  original_type: 'payscore'
}

const TAG_BYTES = 16

/** Encrypts a callback's resource under the APIv3 key (32 bytes). The server's side: the simulator. */
export function sealResource(text: string, apiV3Key: string): SealedResource {
  const nonce = randomBytes(6).toString('hex')
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(apiV3Key), Buffer.from(nonce)).setAAD(Buffer.from('payscore'))
  const ciphertext = Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]).toString('base64')
  return { algorithm: 'AEAD_AES_256_GCM', ciphertext, nonce, associated_data: 'payscore', original_type: 'payscore' }
}

/** The resource in clear, undefined when it was made under another key or changed on the way. */
export function openResource(resource: { ciphertext: string; nonce: string; associated_data: string }, apiV3Key: string): string | undefined {
  try {
    const bytes = Buffer.from(resource.ciphertext, 'base64')
    const decipher = createDecipheriv('aes-256-gcm', Buffer.from(apiV3Key), Buffer.from(resource.nonce)).setAAD(Buffer.from(resource.associated_data))
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
    return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8')
  } catch {
    return undefined
  }
}

/** `20261121120000`, Beijing time, as 支付分 writes instants. */
export const beijingStamp = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().replaceAll(/[-:T]/g, '').slice(0, 14)
