import { createPublicKey, verify } from 'node:crypto'
import type { Ctx } from '../../context'
import { DomainError } from '../../errors'
import { type ClientRow, findClient } from './intake.store'

/** How far a sender's clock may be off. */
const WINDOW_SECONDS = 300
const MAX_HEADER = 2000
const ALGORITHM = 'ecdsa-p256-sha256'
const READ = ['@method', '@path', '@query']
const WRITE = [...READ, 'content-digest', 'idempotency-key']

interface SignedRequest {
  method: string
  url: string
  header: (name: string) => string | undefined
}

const refuse = (detail: string): never => {
  throw new DomainError('UNAUTHENTICATED', { detail: `签名不可用：${detail}` })
}

/** `sig=("@method" "@path");created=1;keyid="ofc_…";alg="…"`, one signature only. */
function readSignatureInput(text: string): { label: string; covered: string[]; params: string; created: number; keyId: string } {
  const match = /^([a-z][a-z0-9_-]{0,30})=(\(("[a-z@-]+"(?: "[a-z@-]+")*)\)((?:;[a-z]+=(?:\d{1,12}|"[\w.-]{1,80}"))+))$/.exec(text)
  const [, label = '', params = '', list = '', rest = ''] = match ?? refuse('Signature-Input 不是要求的格式')
  const values = new Map([...rest.matchAll(/;([a-z]+)=(?:(\d+)|"([^"]*)")/g)].map((m) => [m[1] ?? '', m[2] ?? m[3] ?? '']))
  if ((values.get('alg') ?? ALGORITHM) !== ALGORITHM) refuse(`alg 应为 ${ALGORITHM}`)
  const created = Number(values.get('created') ?? NaN)
  const keyId = values.get('keyid') ?? ''
  if (!Number.isSafeInteger(created) || keyId === '') refuse('Signature-Input 要有 created 和 keyid')
  return { label, covered: list.split(' ').map((c) => c.slice(1, -1)), params, created, keyId }
}

function valueOf(component: string, request: SignedRequest): string {
  const { pathname, search } = new URL(request.url)
  if (component === '@method') return request.method
  if (component === '@path') return pathname
  if (component === '@query') return search === '' ? '?' : search
  return request.header(component)?.trim() ?? refuse(`缺少 ${component}`)
}

/**
 * Who sent a request: HTTP Message Signatures (RFC 9421), ECDSA P-256 with SHA-256, over method, path, query and, for a
 * write, Content-Digest (RFC 9530) and Idempotency-Key. The body itself is compared with its digest when it has arrived.
 * @throws DomainError UNAUTHENTICATED with what is wrong; nothing tells an unknown machine from a revoked one
 */
export async function verifyRequest(ctx: Ctx, request: SignedRequest): Promise<ClientRow> {
  const input = request.header('signature-input') ?? ''
  const signature = request.header('signature') ?? ''
  if (input === '' || signature === '') refuse('缺少 Signature-Input 或 Signature')
  if (input.length > MAX_HEADER || signature.length > MAX_HEADER) refuse('头部太长')
  const { label, covered, params, created, keyId } = readSignatureInput(input)
  const needed = request.method === 'GET' ? READ : WRITE
  if (covered.length !== needed.length || needed.some((component) => !covered.includes(component))) refuse(`签名应覆盖 ${needed.join('、')}`)
  if (Math.abs(ctx.now.getTime() / 1000 - created) > WINDOW_SECONDS) refuse('created 与本机时间相差超过 5 分钟')
  const [, value = ''] = new RegExp(`^${label}=:([A-Za-z0-9+/]{86}==):$`).exec(signature) ?? refuse('Signature 不是要求的格式')
  const client = await findClient(ctx.db, keyId)
  if (!client || client.status !== 'active') return refuse('这台机器没有登记或已被停用')
  const base = [...covered.map((component) => `"${component}": ${valueOf(component, request)}`), `"@signature-params": ${params}`].join('\n')
  const key = createPublicKey({ key: { ...client.jwk }, format: 'jwk' })
  if (!verify('sha256', Buffer.from(base), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(value, 'base64'))) refuse('与内容不符')
  return client
}

/** SHA-256 of the body as the sender states it, in hex. @throws DomainError BAD_REQUEST */
export function statedDigest(header: string | undefined): string {
  const value = /^sha-256=:([A-Za-z0-9+/]{43}=):$/.exec(header ?? '')?.[1]
  if (value === undefined) throw new DomainError('BAD_REQUEST', { detail: 'Content-Digest 应为 sha-256=:…:' })
  return Buffer.from(value, 'base64').toString('hex')
}
