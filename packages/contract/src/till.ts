import { z } from 'zod'
import { type EndpointShape, idOf, Instant } from './common'
import { DeskReceipt, Presented, Together, Verdict } from './desk'
import { ClientKey } from './intake'

/** A till 收银系统 of one store that calls the till API; see docs/till.md. */
export const TillClient = z.object({
  clientId: idOf('tcl'),
  merchantId: idOf('mer'),
  merchantName: z.string(),
  storeId: idOf('sto'),
  storeName: z.string(),
  /** What the merchant calls it. */
  name: z.string(),
  status: z.enum(['active', 'revoked']),
  /** RFC 7638 thumbprint of the public key. */
  keyThumbprint: z.string(),
  createdAt: Instant,
  revokedAt: Instant.nullable(),
})
export type TillClient = z.infer<typeof TillClient>

/** The store is the till's own; only what is shown is said. */
const ShownAtTill = Presented.pick({ presented: true }).extend({ together: Together.optional() })
const merchantParams = z.object({ merchantId: idOf('mer') })
const redemptionParams = z.object({ redemptionId: idOf('red') })

export const tillEndpoints = {
  'POST /till/token': {
    summary: 'A till’s access token: client credentials with private_key_jwt (RFC 6749 §4.4, RFC 7523)',
    upload: ['application/x-www-form-urlencoded'],
    file: 'application/json',
  },
  'POST /till/checks': { summary: 'Check a pass or till code without using it', body: ShownAtTill, response: Verdict },
  'POST /till/redemptions': { summary: 'Redeem (核销) at the till’s own store', body: ShownAtTill, response: DeskReceipt, status: 201 },
  'GET /till/redemptions/{redemptionId}': { summary: 'One receipt of the till’s store', params: redemptionParams, response: DeskReceipt },
  'POST /till/redemptions/{redemptionId}/reversal': {
    summary: 'Reverse within the window (撤销)',
    params: redemptionParams,
    body: z.object({ reason: z.string().trim().min(2, '请填写撤销原因').max(100) }),
    response: DeskReceipt,
  },
  'GET /console/tills': { summary: 'Tills: a merchant’s own, or everybody’s for the city', response: z.object({ items: z.array(TillClient) }) },
  'POST /console/merchants/{merchantId}/tills': {
    summary: 'Register a till by its public key',
    params: merchantParams,
    body: z.strictObject({ storeId: idOf('sto'), name: z.string().trim().min(1, '请填写名称').max(40), jwk: ClientKey }),
    response: TillClient,
    status: 201,
  },
  'DELETE /console/merchants/{merchantId}/tills/{clientId}': { summary: 'Revoke a till: from now on it gets nothing', params: merchantParams.extend({ clientId: idOf('tcl') }), status: 204 },
} as const satisfies Record<string, EndpointShape>
