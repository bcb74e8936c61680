import type { Api } from '@xinhui/contract'

type City = Api['GET /city']['response']
type Persona = Api['GET /demo/personas']['response']['items'][number]

/** How this phone can log in. */
export type LoginWay =
  /** A demo: one of its fictional people stands for the phone. */
  | 'persona'
  /** WeChat gives a code. */
  | 'wechat'
  /** A browser outside WeChat has no code to give. */
  | 'only-in-wechat'

export const loginWay = (mode: City['mode'], environment: string | undefined): LoginWay =>
  mode === 'demo' ? 'persona' : environment === 'weapp' ? 'wechat' : 'only-in-wechat'

export interface PersonaRow {
  key: string
  title: string
  note: string
}

/** Name first, because that is what the pages will show; then who they are. */
export const personaRows = (personas: readonly Persona[]): PersonaRow[] => personas.map(({ key, title, story, name }) => ({ key, title: `${name} · ${title}`, note: story }))
