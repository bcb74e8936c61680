import { createHash, createHmac } from 'node:crypto'
import { assemblePass, bytesToHex, bytesToId, encodeBase45, encodePass } from '../index'
import type { PassClaims, PassFailure } from '../index'
import { CURVE_ORDER, VECTOR_KEYS, type VectorKey } from './vector-keys'

type KeyName = keyof typeof VECTOR_KEYS

export interface Vector {
  id: string
  why: string
  text: string
  /** Names of the keys the verifier has. */
  keys: KeyName[]
  nowSeconds: number
  clockSkewSeconds: number
  /** The merchant that scans; null: the scope is not checked. */
  merchantId: string | null
  /** What the verifier knows as withdrawn: ids of vouchers, jtis, kids. */
  revoked: string[]
  expect: 'OK' | PassFailure
  /** What a good pass says. */
  claims?: PassClaims
}

export interface VectorFile {
  format: 'xinhui/pass/vectors/1'
  about: string
  keys: { name: string; kid: string; jwk: VectorKey['jwk'] }[]
  vectors: Vector[]
}

/** The same bytes each time, different for each label. */
const seeded = (label: string, length: number): Uint8Array => new Uint8Array(createHash('sha512').update(`xinhui pass vectors ${label}`).digest().subarray(0, length))
const voucher = (label: string | number) => bytesToId('vch_', seeded(`voucher ${label}`, 16))
const merchant = (label: string | number) => bytesToId('mer_', seeded(`merchant ${label}`, 16))
const START = 1_800_000_000
const SHOP = merchant(1)

function claimsOf(label: string, key: VectorKey, changes: Partial<PassClaims> = {}): PassClaims {
  return { kid: key.kid, jti: bytesToHex(seeded(`jti ${label}`, 8)), voucherId: voucher(label), merchantId: SHOP, perkVersion: 3, tier: 1, notBefore: START, lifeSeconds: 60, ...changes }
}
const signed = (claims: PassClaims, key: VectorKey) => assemblePass(encodePass(claims), key.sign(encodePass(claims)))
const raw = (token: Uint8Array) => `XH1:${encodeBase45(token)}`
/** The 117 bytes of a text made here. */
const tokenOf = (claims: PassClaims, signature: Uint8Array) => new Uint8Array([...encodePass(claims).subarray(15), ...signature])
const bigEndian = (value: bigint) => new Uint8Array(Buffer.from(value.toString(16).padStart(64, '0'), 'hex'))
const halves = (signature: Uint8Array) => [BigInt(`0x${bytesToHex(signature.subarray(0, 32))}`), BigInt(`0x${bytesToHex(signature.subarray(32))}`)] as const

/** Every vector, in the files they are published in. Deterministic: the same call gives the same bytes. */
export function makeVectors(): Record<string, VectorFile> {
  const files: Record<string, VectorFile> = {}
  const file = (name: string, about: string) => {
    const vectors: Vector[] = []
    files[name] = { format: 'xinhui/pass/vectors/1', about, keys: Object.values(VECTOR_KEYS).map(({ name: keyName, kid, jwk }) => ({ name: keyName, kid, jwk })), vectors }
    return (why: string, text: string, expect: Vector['expect'], changes: Partial<Vector> = {}) =>
      vectors.push({ id: `${name}-${String(vectors.length + 1).padStart(3, '0')}`, why, text, keys: ['old', 'current', 'next'], nowSeconds: START + 10, clockSkewSeconds: 30, merchantId: SHOP, revoked: [], expect, ...changes })
  }
  makeValid(file('valid', 'Good passes: over keys, merchants, perks, tiers, lives and moments; smallest and largest of each field.'))
  makeClock(file('clock', 'Before, in and after its minute, with the skews 0, 30 and 600 s; clocks ten minutes off.'))
  makeTampered(file('tampered', 'One bit flipped in each of the 117 bytes; signatures that are not; algorithms that do not exist here.'))
  makeForm(file('form', 'Texts that are no pass: cut, lengthened, spelled otherwise, in Unicode, of another version.'))
  makeScope(file('scope', 'Keys unknown, rotated and colliding; wrong merchants; revocations; which refusal comes first.'))
  return files
}

type Add = ReturnType<() => (why: string, text: string, expect: Vector['expect'], changes?: Partial<Vector>) => number>

function makeValid(add: Add): void {
  const { old, current, next } = VECTOR_KEYS
  const good = (why: string, key: VectorKey, changes: Partial<PassClaims>, more: Partial<Vector> = {}) => {
    const claims = claimsOf(why, key, changes)
    add(why, signed(claims, key), 'OK', { nowSeconds: claims.notBefore, merchantId: claims.merchantId, claims, ...more })
  }
  for (const key of [old, current, next]) {
    for (let shop = 1; shop <= 6; shop += 1) for (let perk = 0; perk < 3; perk += 1) good(`key ${key.name}, merchant ${shop}, perk ${perk}`, key, { merchantId: merchant(shop), perkVersion: perk * 7 + 1, tier: perk })
  }
  for (const perkVersion of [0, 1, 255, 256, 65_535]) good(`perk version ${perkVersion}`, current, { perkVersion })
  for (const tier of [0, 1, 127, 128, 255]) good(`tier ${tier}`, current, { tier })
  for (const lifeSeconds of [1, 2, 30, 59, 60]) good(`life of ${lifeSeconds} s`, current, { lifeSeconds })
  for (const notBefore of [0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 61, 2 ** 32 - 1]) good(`not before ${notBefore}`, current, { notBefore })
  for (const [name, bytes] of [['zeros', new Uint8Array(16)], ['ones', new Uint8Array(16).fill(255)], ['counting', Uint8Array.from({ length: 16 }, (_, i) => i)]] as const) {
    good(`ids of ${name}`, current, { voucherId: bytesToId('vch_', bytes), merchantId: bytesToId('mer_', bytes), jti: bytesToHex(bytes.subarray(0, 8)) })
  }
  for (let n = 0; n < 8; n += 1) good(`scope not checked ${n}`, current, { merchantId: merchant(100 + n) }, { merchantId: null })
  for (let n = 0; n < 12; n += 1) {
    const claims = claimsOf(`other half ${n}`, current)
    const [r, s] = halves(current.sign(encodePass(claims)))
    add(`the other of the two signatures, (r, n − s), ${n}`, assemblePass(encodePass(claims), new Uint8Array([...bigEndian(r), ...bigEndian(CURVE_ORDER - s)])), 'OK', { claims })
  }
}

function makeClock(add: Add): void {
  const key = VECTOR_KEYS.current
  for (const clockSkewSeconds of [0, 30, 600]) {
    for (const lifeSeconds of [1, 60]) {
      const claims = claimsOf(`clock ${clockSkewSeconds} ${lifeSeconds}`, key, { lifeSeconds })
      const text = signed(claims, key)
      for (const after of [-601, -600, -31, -30, -1, 0, lifeSeconds - 1, lifeSeconds, lifeSeconds + 29, lifeSeconds + 30, 600, lifeSeconds + 599, lifeSeconds + 600]) {
        const expect = after < -clockSkewSeconds ? 'NOT_YET' : after >= lifeSeconds + clockSkewSeconds ? 'EXPIRED' : 'OK'
        add(`${after} s after its start, life ${lifeSeconds} s, skew ${clockSkewSeconds} s`, text, expect, { nowSeconds: START + after, clockSkewSeconds, ...(expect === 'OK' ? { claims } : {}) })
      }
    }
  }
  const claims = claimsOf('clock half', key)
  for (const [after, expect] of [[-30.5, 'NOT_YET'], [-29.5, 'OK'], [89.999, 'OK'], [90.001, 'EXPIRED']] as const) add(`${after} s after its start: clocks need not be whole`, signed(claims, key), expect, { nowSeconds: START + after, ...(expect === 'OK' ? { claims } : {}) })
}

function makeTampered(add: Add): void {
  const { current, stranger } = VECTOR_KEYS
  const claims = claimsOf('tampered', current)
  const signature = current.sign(encodePass(claims))
  const token = tokenOf(claims, signature)
  for (let at = 0; at < token.length; at += 1) {
    const flipped = token.slice()
    // Bit 2: it leaves a life of 60 s within its bounds, so that the signature has to notice.
    flipped[at] = (flipped[at] ?? 0) ^ 4
    add(`byte ${at} with a bit flipped`, raw(flipped), at === 0 ? 'VERSION' : at < 5 ? 'UNKNOWN_KEY' : 'SIGNATURE')
  }
  const [r, s] = halves(signature)
  const other = (why: string, bytes: Uint8Array) => add(why, assemblePass(encodePass(claims), bytes), 'SIGNATURE')
  other('signature of zeros', new Uint8Array(64))
  other('signature of ones', new Uint8Array(64).fill(255))
  other('r is 0', new Uint8Array([...bigEndian(0n), ...bigEndian(s)]))
  other('s is 0', new Uint8Array([...bigEndian(r), ...bigEndian(0n)]))
  other('r is the order of the curve', new Uint8Array([...bigEndian(CURVE_ORDER), ...bigEndian(s)]))
  other('s is the order of the curve', new Uint8Array([...bigEndian(r), ...bigEndian(CURVE_ORDER)]))
  other('r and s exchanged', new Uint8Array([...signature.subarray(32), ...signature.subarray(0, 32)]))
  other('both halves little-endian', new Uint8Array([...signature.subarray(0, 32).toReversed(), ...signature.subarray(32).toReversed()]))
  other('signed without the context', current.sign(encodePass(claims).subarray(15)))
  other('signed with the till code’s context', current.sign(new Uint8Array([...Buffer.from('xinhui/till/v1\0'), ...encodePass(claims).subarray(15)])))
  other('signed by a key that is not the kid’s', stranger.sign(encodePass(claims)))
  other('of another pass', current.sign(encodePass(claimsOf('another', current))))
  const point = Buffer.from(current.jwk.x + current.jwk.y, 'base64url')
  for (const [name, secret] of [['the public key', point], ['the x coordinate', Buffer.from(current.jwk.x, 'base64url')], ['the JWK as text', Buffer.from(JSON.stringify(current.jwk))], ['nothing', Buffer.alloc(0)]] as const) {
    other(`HS256 under ${name} in the place of the signature`, new Uint8Array(Buffer.concat([createHmac('sha256', secret).update(encodePass(claims)).digest(), Buffer.alloc(32)])))
  }
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  for (const alg of ['none', 'None', 'NONE', 'nOnE', 'HS256', 'HS384', 'RS256', 'ES384', 'ES256K', 'EdDSA']) {
    const head = `${part({ alg, kid: current.kid })}.${part({ jti: claims.jti, sub: claims.voucherId })}`
    add(`a JWS with alg ${alg}`, `${head}.${alg.startsWith('HS') ? createHmac('sha256', point).update(head).digest('base64url') : ''}`, 'MALFORMED')
    add(`a JWS with alg ${alg} behind the prefix`, `XH1:${head.toUpperCase().replaceAll('_', '-')}.`, 'MALFORMED')
  }
}

function makeForm(add: Add): void {
  const key = VECTOR_KEYS.current
  const claims = claimsOf('form', key)
  const text = signed(claims, key)
  const token = tokenOf(claims, key.sign(encodePass(claims)))
  const bad = (why: string, changed: string) => add(why, changed, 'MALFORMED')
  for (const length of [0, 1, 2, 3, 4, 5, 6, 7, 20, 50, 90, 100, 120, 150, 170, 176, 177, 178, 179]) bad(`cut after ${length} characters`, text.slice(0, length))
  for (const length of [1, 2, 4, 5, 13, 29, 45, 47, 48, 52, 53, 64, 85, 116]) bad(`a token of ${length} bytes`, raw(token.slice(0, length)))
  for (const more of [1, 2, 3, 64]) bad(`${more} bytes too many`, raw(new Uint8Array([...token, ...new Uint8Array(more)])))
  for (const [name, tail] of [['a space', ' '], ['two spaces', '  '], ['a line end', '\n'], ['a tab', '\t'], ['a digit', '0'], ['itself', text], ['a zero byte', '\0']] as const) bad(`followed by ${name}`, text + tail)
  for (const [name, head] of [['a space', ' '], ['a BOM', '\ufeff'], ['a zero-width space', '\u200b'], ['a right-to-left mark', '\u200f'], ['an address', 'https://example.com/?p='], ['the prefix again', 'XH1:']] as const) bad(`after ${name}`, head + text)
  bad('in lower case', text.toLowerCase())
  bad('prefix in lower case', `xh1:${text.slice(4)}`)
  bad('without prefix', text.slice(4))
  bad('with a full-width colon', `XH1：${text.slice(4)}`)
  bad('percent-encoded', encodeURIComponent(text))
  // A plus is a Base45 character: it reads, as something nobody signed.
  add('with + for spaces, as a form decodes', `XH1:${text.slice(4).replaceAll(' ', '+')}`, 'SIGNATURE')
  bad('without its spaces', `XH1:${text.slice(4).replaceAll(' ', '')}${text.includes(' ') ? '' : ' '}`)
  add('in hex, which is Base45 too and starts with another byte', `XH1:${bytesToHex(token).toUpperCase()}`, 'VERSION')
  bad('in base64url', `XH1:${Buffer.from(token).toString('base64url')}`)
  for (const [name, wrong] of [['full-width digits', '０'], ['a Chinese character', '码'], ['a character beyond the basic plane', '𠮷'], ['an emoji', '💳'], ['half a surrogate pair', '\ud842'], ['a Cyrillic А', 'А'], ['a Greek Ο', 'Ο'], ['a Kelvin sign', '\u212a'], ['a dotless ı', 'ı'], ['a combining accent', '\u0301'], ['a no-break space', '\u00a0'], ['a soft hyphen', '\u00ad'], ['a minus sign', '−']] as const) {
    bad(`with ${name} in place of a character`, `${text.slice(0, 90)}${wrong}${text.slice(91)}`)
  }
  bad('only Chinese', '这不是有效的出示码')
  bad('only emoji', '💳'.repeat(90))
  bad('a till code', '104277193055641780')
  bad('ten thousand prefixes', 'XH1:'.repeat(10_000))
  bad('a group above 65535', `XH1::::${text.slice(7)}`)
  bad('a last pair above 255', `${text.slice(0, -2)}::`)
  for (const life of [0, 61, 128, 255]) {
    const unsigned = encodePass(claims)
    unsigned[unsigned.length - 1] = life
    bad(`a life of ${life} s, signed`, assemblePass(unsigned, key.sign(unsigned)))
  }
  for (const digit of ['0', '2', '3', '9']) add(`prefix XH${digit}:`, `XH${digit}:${text.slice(4)}`, 'VERSION')
  add('a later version, shorter', 'XH2:', 'VERSION')
  for (const version of [0, 2, 3, 127, 255]) add(`first byte ${version}`, raw(new Uint8Array([version, ...token.subarray(1)])), 'VERSION')
  add('first byte 2, three bytes long', raw(new Uint8Array([2, 0, 0])), 'VERSION')
  add('the text itself, unchanged', text, 'OK', { claims })
}

function makeScope(add: Add): void {
  const { old, current, next, twinA, twinB, stranger } = VECTOR_KEYS
  const pass = (label: string, key: VectorKey, changes: Partial<PassClaims> = {}) => {
    const claims = claimsOf(label, key, changes)
    return { claims, text: signed(claims, key) }
  }
  for (let n = 0; n < 6; n += 1) add(`a key nobody has ${n}`, pass(`unknown ${n}`, stranger).text, 'UNKNOWN_KEY')
  add('no keys at all', pass('no keys', current).text, 'UNKNOWN_KEY', { keys: [] })
  const [a, b] = [pass('twin a', twinA), pass('twin b', twinB)]
  for (const keys of [['twinA', 'twinB'], ['twinB', 'twinA'], ['old', 'twinB', 'current', 'twinA']] as KeyName[][]) {
    add(`two keys of one kid, signed by the one, ${keys.join(' ')}`, a.text, 'OK', { keys, claims: a.claims })
    add(`two keys of one kid, signed by the other, ${keys.join(' ')}`, b.text, 'OK', { keys, claims: b.claims })
  }
  add('a kid that collides, only the other key known', a.text, 'SIGNATURE', { keys: ['twinB'] })
  add('a kid that collides, only the other key known, reversed', b.text, 'SIGNATURE', { keys: ['twinA'] })
  add('the kid of a known key over a stranger’s signature', signed({ ...pass('borrowed', stranger).claims, kid: current.kid }, stranger), 'SIGNATURE')
  for (const [label, key, keys, expect] of [
    ['before the rotation', old, ['old'], 'OK'], ['after it, by the old key', old, ['current', 'old'], 'OK'], ['after it, by the new key', current, ['current', 'old'], 'OK'], ['by the new key, at a verifier that has only the old', current, ['old'], 'UNKNOWN_KEY'],
    ['two rotations later, by the first', old, ['next', 'current', 'old'], 'OK'], ['when the old key has gone', old, ['next', 'current'], 'UNKNOWN_KEY'], ['by the newest', next, ['next', 'current'], 'OK'],
  ] as const) {
    const { claims, text } = pass(`rotation ${label}`, key)
    add(`rotation: ${label}`, text, expect, { keys: [...keys], ...(expect === 'OK' ? { claims } : {}) })
  }
  for (let n = 2; n <= 9; n += 1) add(`another merchant ${n}`, pass(`wrong merchant ${n}`, current).text, 'WRONG_MERCHANT', { merchantId: merchant(n) })
  for (const merchantId of ['', SHOP.toUpperCase(), ` ${SHOP}`, SHOP.replace('mer_', 'vch_'), SHOP.slice(0, -1)]) add(`a merchant’s id written otherwise: “${merchantId}”`, pass('spelling', current).text, 'WRONG_MERCHANT', { merchantId })
  for (let n = 0; n < 5; n += 1) {
    const { claims, text } = pass(`revoked ${n}`, current)
    add(`voucher revoked ${n}`, text, 'REVOKED', { revoked: [claims.voucherId] })
    add(`pass revoked ${n}`, text, 'REVOKED', { revoked: [claims.jti] })
    add(`key revoked ${n}`, text, 'REVOKED', { revoked: [claims.kid] })
    add(`another voucher revoked ${n}`, text, 'OK', { revoked: [voucher(`not this ${n}`)], claims })
  }
  const { claims, text } = pass('order', current)
  const all = { merchantId: merchant(2), revoked: [claims.voucherId] }
  add('too early, elsewhere and revoked: the time is told', text, 'NOT_YET', { ...all, nowSeconds: START - 600 })
  add('too late, elsewhere and revoked: the time is told', text, 'EXPIRED', { ...all, nowSeconds: START + 700 })
  add('elsewhere and revoked: the merchant is told', text, 'WRONG_MERCHANT', all)
  add('forged, too late, elsewhere and revoked: nothing but the forgery', assemblePass(encodePass(claims), stranger.sign(encodePass(claims))), 'SIGNATURE', { ...all, nowSeconds: START + 700 })
  add('of an unknown key, too late and elsewhere: the key is told', pass('order unknown', stranger).text, 'UNKNOWN_KEY', { ...all, nowSeconds: START + 700 })
  add('malformed, whatever else', text.toLowerCase(), 'MALFORMED', { ...all, keys: [], nowSeconds: START + 700 })
}
