import type { Registration } from './queries'

type Jwk = Registration['jwk']
export type ReadKey = { jwk: Jwk } | { problem: string }

/** DER of a SubjectPublicKeyInfo on P-256 up to the uncompressed point (RFC 5480): `ecPublicKey`, `prime256v1`, 66 bytes of bits, 04. */
const SPKI_HEAD = '3059301306072a8648ce3d020106082a8648ce3d03010703420004'
const NOT_A_KEY = '认不出公钥，请粘贴 JWK 或 PEM（BEGIN PUBLIC KEY）'
const PRIVATE = '这里面有私钥。私钥不能离开报送单位，请只粘贴公钥；这一把已经外传，应当换掉。'

const base64url = (bytes: string) => btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

function readPem(body: string): ReadKey {
  let bytes: string
  try {
    bytes = atob(body.replaceAll(/\s/g, ''))
  } catch {
    return { problem: NOT_A_KEY }
  }
  const head = Array.from(bytes.slice(0, 27), (c) => c.charCodeAt(0).toString(16).padStart(2, '0')).join('')
  if (head !== SPKI_HEAD || bytes.length !== 91) return { problem: '不是 P-256 公钥' }
  return { jwk: { kty: 'EC', crv: 'P-256', x: base64url(bytes.slice(27, 59)), y: base64url(bytes.slice(59, 91)) } }
}

/**
 * A public key as offices paste it, JWK or PEM, as the API wants it. A private key is recognised and goes nowhere.
 * Whether the point lies on the curve is for the server to say.
 */
export function readPublicKey(typed: string): ReadKey {
  const text = typed.trim()
  if (/PRIVATE KEY/.test(text)) return { problem: PRIVATE }
  const pem = /^-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]+)-----END PUBLIC KEY-----$/.exec(text)?.[1]
  if (pem !== undefined) return readPem(pem)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { problem: NOT_A_KEY }
  }
  if (typeof value !== 'object' || value === null) return { problem: NOT_A_KEY }
  const { kty, crv, x, y, d } = value as Record<string, unknown>
  if (d !== undefined) return { problem: PRIVATE }
  if (kty !== 'EC' || crv !== 'P-256') return { problem: '不是 P-256 公钥' }
  if (typeof x !== 'string' || typeof y !== 'string' || !/^[\w-]{43}$/.test(x) || !/^[\w-]{43}$/.test(y)) return { problem: '公钥不完整：x 和 y 应各为 43 个字符' }
  return { jwk: { kty, crv, x, y } }
}
