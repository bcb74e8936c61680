import { createCipheriv, createHash, createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { blindWith, createSealer, kidOf, type SealAlgorithm } from './seal'

const hex = (text: string) => Buffer.from(text.replaceAll(/\s/g, ''), 'hex')
const secret = (n: number) => Buffer.alloc(32, n)
const index = { alg: 'hmac-sha-256', key: secret(9) } as const

describe('the algorithms are the ones of the standards', () => {
  test('SM3 gives the digests of GB/T 32905, appendix A', () => {
    expect(createHash('sm3').update('abc').digest('hex')).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
    expect(createHash('sm3').update('abcd'.repeat(16)).digest('hex')).toBe('debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732')
  })

  test('SM4 gives the ciphertext of GB/T 32907, appendix A', () => {
    const key = hex('01234567 89abcdef fedcba98 76543210')
    const ecb = createCipheriv('sm4-ecb', key, null).setAutoPadding(false)
    expect(ecb.update(key).toString('hex')).toBe('681edf34d206965e86b3e94f536e4246')
    // In counter mode the key stream is the encrypted counter.
    expect(createCipheriv('sm4-ctr', key, key).update(Buffer.alloc(16)).toString('hex')).toBe('681edf34d206965e86b3e94f536e4246')
  })

  test('HMAC-SM3 gives the tag of GM/T 0042, appendix D', () => {
    const key = hex('0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20')
    const text = 'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq'.repeat(2)
    expect(createHmac('sm3', key).update(text).digest('hex')).toBe('ca05e144ed05d1857840d1f318a4a8669e559fc8391f414485bfdf7bb408963a')
  })
})

describe.each<SealAlgorithm>(['aes-256-gcm', 'sm4-ctr-hmac-sm3'])('%s', (alg) => {
  const sealer = createSealer([{ kid: 'd1', alg, key: secret(1) }], index)

  test('what is sealed opens, never looks the same twice and keeps the one format', () => {
    for (const plain of ['', '安然', '990102199207244263', '信'.repeat(5000)]) {
      const [a, b] = [sealer.seal(plain, 'subject.name'), sealer.seal(plain, 'subject.name')]
      expect(a).toMatch(/^d1\.[\w-]+$/)
      expect(a).not.toBe(b)
      expect([sealer.open(a, 'subject.name'), sealer.open(b, 'subject.name')]).toEqual([plain, plain])
    }
  })

  test('no altered byte, no cut text, no other column and no other key opens it', () => {
    const sealed = sealer.seal('990102199207244263', 'subject.id_number')
    const raw = Buffer.from(sealed.slice(3), 'base64url')
    for (let i = 0; i < raw.length; i += 1) {
      const altered = Buffer.from(raw)
      altered.writeUInt8(altered.readUInt8(i) ^ 1, i)
      expect(() => sealer.open(`d1.${altered.toString('base64url')}`, 'subject.id_number'), `byte ${i}`).toThrow()
      expect(() => sealer.open(`d1.${raw.subarray(0, i).toString('base64url')}`, 'subject.id_number'), `cut at ${i}`).toThrow()
    }
    expect(() => sealer.open(sealed, 'subject.name')).toThrow()
    // A longer context must not be made of a shorter one and the start of the text.
    expect(() => sealer.open(sealed, 'subject.id_numbe')).toThrow()
    expect(() => createSealer([{ kid: 'd1', alg, key: secret(2) }], index).open(sealed, 'subject.id_number')).toThrow()
    expect(() => createSealer([{ kid: 'd2', alg, key: secret(1) }], index).open(sealed, 'subject.id_number')).toThrow('data key d1 is not in the key file')
  })

  test('a key of the one suite does not open what the other sealed, and both live in one file', () => {
    const other = alg === 'aes-256-gcm' ? 'sm4-ctr-hmac-sm3' : 'aes-256-gcm'
    const sealed = sealer.seal('安然', 'subject.name')
    expect(() => createSealer([{ kid: 'd1', alg: other, key: secret(1) }], index).open(sealed, 'subject.name')).toThrow()
    const both = createSealer([{ kid: 'd2', alg: other, key: secret(2) }, { kid: 'd1', alg, key: secret(1) }], index)
    expect(both.open(sealed, 'subject.name')).toBe('安然')
    expect(kidOf(both.seal('安然', 'subject.name'))).toBe('d2')
  })
})

test('a blind index differs by key, algorithm and kind, and a fingerprint outlives a new index key', () => {
  const sm = { alg: 'hmac-sm3', key: secret(9) } as const
  expect(new Set([blindWith(index)('1', 'phone'), blindWith(index)('1', 'openid'), blindWith(sm)('1', 'phone'), blindWith({ ...index, key: secret(8) })('1', 'phone')]).size).toBe(4)
  const keys = [{ kid: 'd1', alg: 'aes-256-gcm', key: secret(1) }] as const
  const [before, after] = [createSealer(keys, index), createSealer(keys, sm, index)]
  expect(before.blind('990102199207244263', 'id-number')).not.toBe(after.blind('990102199207244263', 'id-number'))
  expect(before.fingerprint('990102199207244263', 'id-number')).toBe(after.fingerprint('990102199207244263', 'id-number'))
})

test.each(['hmac-sha-256', 'hmac-sm3'] as const)('%s over bytes is the same fingerprint, one text after the other', (alg) => {
  const sealer = createSealer([{ kid: 'd1', alg: 'aes-256-gcm', key: secret(1) }], index, { alg, key: secret(7) })
  const fingerprinter = sealer.fingerprinter('content')
  const buffer = Buffer.alloc(5000)
  fingerprinter.begin(buffer)
  for (const text of ['信用'.repeat(700), '', '云汀']) {
    const end = fingerprinter.headBytes + buffer.write(text, fingerprinter.headBytes)
    expect(fingerprinter.of(buffer, end)).toBe(sealer.fingerprint(text, 'content'))
  }
})
