import type { Api } from '@xinhui/contract'

/** A demo resident who came in by the API, for tests whose matter is not the way in. */
export interface Person {
  /** `call('POST /vouchers', { perkId })`; anything but success throws with the answer in words. */
  call: <K extends keyof Api>(key: K, given?: { body?: unknown; params?: Readonly<Record<string, string>>; query?: Readonly<Record<string, string>> }) => Promise<Api[K]['response']>
  /** A file of the clerk's, as it is. */
  upload: (path: string, bytes: Uint8Array) => Promise<void>
  /** What this person’s phone remembers. */
  kept: Readonly<Record<string, string>>
}

const caller = (origin: string, token?: string): Person['call'] =>
  async (key, { body, params = {}, query = {} } = {}) => {
    const [method = '', path = ''] = key.split(' ')
    const url = `${origin}/api/v1${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '')}?${new URLSearchParams(query).toString()}`
    const answer = await fetch(url, {
      method,
      headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${key}: ${answer.status} ${await answer.text()}`)
    return (answer.status === 204 ? undefined : await answer.json()) as Api[typeof key]['response']
  }

/** Logs a persona in; unless told, the name is proved as well. */
export async function arrive(origin: string, key: string, { named = true } = {}): Promise<Person> {
  const stranger = caller(origin)
  const { code } = await stranger('POST /demo/personas/{key}/code', { params: { key } })
  const { tokens } = await stranger('POST /sessions/wechat', { body: { code } })
  const call = caller(origin, tokens.accessToken)
  if (named) {
    const persona = (await stranger('GET /demo/personas')).items.find((one) => one.key === key)
    await call('POST /me/real-name', { body: { name: persona?.name, idNumber: persona?.idNumber } })
  }
  const upload: Person['upload'] = async (path, bytes) => {
    const answer = await fetch(`${origin}/api/v1${path}`, { method: 'POST', headers: { 'content-type': 'image/png', authorization: `Bearer ${tokens.accessToken}` }, body: new Uint8Array(bytes) })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  }
  return { call, upload, kept: { session: JSON.stringify({ data: tokens }), persona: JSON.stringify({ data: key }) } }
}

/** A staff member's token, for what a test does beside the screens. A one-time code is good once: the next is waited for. */
export async function staffToken(origin: string, role: string): Promise<string> {
  for (let tries = 0; tries < 40; tries += 1) {
    const { items } = await caller(origin)('GET /demo/staff')
    const one = items.find((s) => s.roles.some((r) => r === role))
    const answer = await fetch(`${origin}/api/v1/staff/sessions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username: one?.username, password: one?.password, totpCode: one?.totpCode }) })
    if (answer.ok) return ((await answer.json()) as { accessToken: string }).accessToken
    await new Promise((resolve) => setTimeout(resolve, 2000))
  }
  throw new Error(`nobody with the role ${role} came in`)
}

/** Opens the score, agreeing to the text as it stands. */
export async function agree({ call }: Person): Promise<void> {
  const mine = await call('GET /me/score')
  if (mine.status === 'open') return
  await call('POST /me/score', { body: { agreed: true, textVersion: mine.consent.textVersion } })
}

/** One redemption at the clerk’s store, and what both hold of it. */
export async function redeemOne(resident: Person, clerk: Person, perkId: string): Promise<{ redemptionId: string; storeId: string }> {
  const { voucherId } = await resident.call('POST /vouchers', { body: { perkId } })
  const { passes } = await resident.call('POST /vouchers/{voucherId}/passes', { params: { voucherId } })
  const storeId = (await clerk.call('GET /desk')).posts[0]?.stores[0]?.storeId ?? ''
  const { redemptionId } = await clerk.call('POST /desk/redemptions', { body: { storeId, presented: passes[0]?.tillCode, together: { otherBill: true } } })
  return { redemptionId, storeId }
}

/** An order of the house where the demo's clerk works: agreed to, confirmed at the simulated 支付分, and with `used` handed over at the till. */
export async function orderOne({ call }: Person, clerk: Person, { used = true } = {}): Promise<{ waiverId: string; perkId: string; storeId: string }> {
  const { items } = await call('GET /perks', { query: { search: '包间先用餐后付' } })
  const perkId = items[0]?.perkId ?? ''
  const { waiverId, textVersion } = await call('POST /waivers', { body: { perkId } })
  const { voucherId } = await call('POST /waivers/{waiverId}/consent', { params: { waiverId }, body: { agreed: true, textVersion } })
  const storeId = (await clerk.call('GET /desk')).posts[0]?.stores[0]?.storeId ?? ''
  const until = async (done: (order: Api['GET /waivers/{waiverId}']['response']) => boolean) => {
    while (!done(await call('GET /waivers/{waiverId}', { params: { waiverId } }))) await new Promise((resolve) => setTimeout(resolve, 200))
  }
  await until((order) => order.confirmation !== null)
  if (!used) return { waiverId, perkId, storeId }
  await call('POST /demo/waivers/{waiverId}/confirmation', { params: { waiverId } })
  await until((order) => order.confirmed)
  const { passes } = await call('POST /vouchers/{voucherId}/passes', { params: { voucherId: voucherId ?? '' } })
  await clerk.call('POST /desk/redemptions', { body: { storeId, presented: passes[0]?.tillCode, together: { otherBill: true } } })
  await until((order) => order.status === 'in-use')
  return { waiverId, perkId, storeId }
}

/** The perk of the house where the demo's clerk works. */
export async function clerksPerk({ call }: Person): Promise<string> {
  const { items } = await call('GET /perks', { query: { search: '堂食折扣' } })
  return items[0]?.perkId ?? ''
}
