import { describe, expect, it } from 'vitest'
import { signWebhook, verifyWebhook } from './standard-webhooks'

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const given = (signed: ReturnType<typeof signWebhook>) => ({ id: signed['webhook-id'], timestamp: signed['webhook-timestamp'], signature: signed['webhook-signature'] })

describe('Standard Webhooks', () => {
  it('signs as the specification’s own example', () => {
    const signed = signWebhook(SECRET, { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at: new Date(1_614_265_330_000), body: '{"test": 2432232314}' })
    expect(signed['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
  })

  it('takes a message once it was signed with the secret, for five minutes, among several signatures', () => {
    const at = new Date('2026-11-21T04:00:00Z')
    const headers = given(signWebhook(SECRET, { id: 'msg_00000001', at, body: '{}' }))
    expect(verifyWebhook(SECRET, headers, '{}', at)).toBe('msg_00000001')
    expect(verifyWebhook(SECRET, { ...headers, signature: `v1,AAAA v1a,BBBB ${headers.signature}` }, '{}', at)).toBe('msg_00000001')
    expect(verifyWebhook(SECRET, headers, '{} ', at)).toBeUndefined()
    expect(verifyWebhook(SECRET, { ...headers, id: 'msg_00000002' }, '{}', at)).toBeUndefined()
    expect(verifyWebhook('whsec_AAAA', headers, '{}', at)).toBeUndefined()
    expect(verifyWebhook(SECRET, headers, '{}', new Date(at.getTime() + 301_000))).toBeUndefined()
    expect(verifyWebhook(SECRET, { ...headers, signature: undefined }, '{}', at)).toBeUndefined()
  })
})
