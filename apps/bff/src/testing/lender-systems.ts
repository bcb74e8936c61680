import { randomUUID, type KeyObject } from 'node:crypto'
import { signWebhook } from '../lib/standard-webhooks'
import type { TestApp } from './app'
import { assertionOf, formOf, tillKey } from './tills'

const AUDIENCE = 'http://localhost/api/v1/lender/token'

export interface LenderSystem {
  clientId: string
  privateKey: KeyObject
  webhookSecret: string
  token: string
}

/** A lender's system as its officer registers it, with an access token. */
export async function createLenderSystem(app: TestApp, bank: { lenderId: string }, options: { as: string; webhookUrl?: string }): Promise<LenderSystem> {
  const { jwk, privateKey } = tillKey()
  const made = await app.call(`POST /console/lenders/${bank.lenderId}/clients`, { as: options.as, body: { name: '信贷系统', jwk, webhookUrl: options.webhookUrl ?? 'https://bank.example.com/hooks' } })
  if (made.status !== 201) throw new Error(`client refused: ${made.text}`)
  const clientId = String(made.body['clientId'])
  return { clientId, privateKey, webhookSecret: String(made.body['webhookSecret']), token: await lenderToken(app, { clientId, privateKey }) }
}

export async function lenderToken(app: TestApp, of: { clientId: string; privateKey: KeyObject }): Promise<string> {
  const form = formOf(await assertionOf(of, app.clock.now(), { aud: AUDIENCE }))
  const { body, text } = await app.call('POST /lender/token', { raw: new TextEncoder().encode(form.toString()), headers: { 'content-type': 'application/x-www-form-urlencoded' } })
  if (typeof body['access_token'] !== 'string') throw new Error(`no token: ${text}`)
  return body['access_token']
}

/** Sends one signed message of the lender's system. */
export function callbackOf(app: TestApp, system: Pick<LenderSystem, 'token' | 'webhookSecret'>, message: unknown, options: { id?: string; at?: Date; body?: string; signedBody?: string } = {}) {
  const body = options.body ?? JSON.stringify(message)
  const signed = signWebhook(system.webhookSecret, { id: options.id ?? `msg_${randomUUID()}`, at: options.at ?? app.clock.now(), body: options.signedBody ?? body })
  return app.call('POST /lender/callbacks', { as: system.token, raw: new TextEncoder().encode(body), headers: { 'content-type': 'application/json', ...signed } })
}
