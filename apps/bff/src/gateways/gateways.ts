/** What lives outside: an interface, the real client, and a local simulator that speaks the real protocol over HTTP. */
export interface Gateways {
  wechat: WechatGateway
  realName: RealNameGateway
  registry: RegistryGateway
}

export interface WechatGateway {
  /**
   * GET /sns/jscode2session. A code works once, for about five minutes.
   * Refusals: `INVALID_CODE` (40029, 40163), `TOO_OFTEN` (45011), `RISK` (40226), `UNAVAILABLE` (-1, time-out, no JSON, anything else).
   * `errcode` is WeChat's own number where it gave one, for the operator's log.
   */
  code2Session(code: string): Promise<WechatSession | WechatRefusal>
}

interface WechatSession {
  ok: true
  openid: string
  unionid: string | null
}

export interface WechatRefusal {
  ok: false
  reason: 'INVALID_CODE' | 'TOO_OFTEN' | 'RISK' | 'UNAVAILABLE'
  errcode: number | null
}

export interface RealNameGateway {
  /** Does this name belong to this id number? `UNAVAILABLE` when the authority does not answer. */
  verify(person: { name: string; idNumber: string }): Promise<'match' | 'mismatch' | 'UNAVAILABLE'>
}

export interface RegistryGateway {
  /** Is this person the legal representative 法定代表人 of this firm? `UNAVAILABLE` when the registry does not answer. */
  isRepresentative(question: { uscc: string; name: string; idNumber: string }): Promise<'yes' | 'no' | 'UNAVAILABLE'>
}
