import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startApi, type TestApi } from '../../../../test/api'
import { asked } from '../../../../test/taro'
import { forgetSession, saveSession } from '../../../lib/session'
import Open from './index'

let api: TestApi
let version: string
const myScore = () => ({ status: 'never-asked', consent: { textVersion: version, title: '开通信用分授权说明', paragraphs: [`${version} 的说明`], fields: ['志愿服务'] } })
const model = { notUsedFor: ['贷款的拒绝或定价'] }

beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.stop())
beforeEach(() => {
  forgetSession()
  saveSession({ accessToken: 'a', accessExpiresAt: '', refreshToken: 'r', refreshExpiresAt: '' })
  asked.length = 0
  api.seen.length = 0
  version = 'v1'
  api.answer = ({ call }) => (call === 'GET /me/score' ? { body: myScore() } : call.startsWith('GET /score-models') ? { body: model } : { status: 201, body: myScore() })
})
afterEach(cleanup)

const press = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }))
const opened = () => api.seen.filter(({ call }) => call === 'POST /me/score')

describe('opening the score', () => {
  it('shows what is used and what it is not used for, and does nothing before the tick', async () => {
    render(<Open />)
    await press('同意并开通')
    expect(screen.getByRole('alert').textContent).toBe('请先阅读，再勾选同意')
    expect(screen.getByText('志愿服务')).toBeTruthy()
    expect(screen.getByText('贷款的拒绝或定价')).toBeTruthy()
    expect(opened()).toHaveLength(0)
  })

  it('sends the version of the text that was read, then shows the score', async () => {
    render(<Open />)
    fireEvent.click(await screen.findByRole('checkbox'))
    await press('同意并开通')
    await waitFor(() => expect(asked).toContainEqual({ name: 'redirectTo', options: { url: '/features/score/detail/index' } }))
    expect(opened()[0]?.body).toEqual({ agreed: true, textVersion: 'v1' })
  })

  it('a text that has changed meanwhile is shown anew and must be agreed to again', async () => {
    api.answer = ({ call }) => {
      if (call === 'GET /me/score') return { body: myScore() }
      if (call.startsWith('GET /score-models')) return { body: model }
      version = 'v2'
      return { status: 409, body: { code: 'CONSENT_TEXT_OUTDATED', title: '授权说明已更新，请重新阅读', status: 409 } }
    }
    render(<Open />)
    fireEvent.click(await screen.findByRole('checkbox'))
    await press('同意并开通')
    expect(await screen.findByText('v2 的说明')).toBeTruthy()
    expect(screen.getByRole('alert').textContent).toContain('授权说明已更新')
    expect(screen.getByRole('checkbox').getAttribute('aria-checked')).toBe('false')
  })

  it('who says not now is not asked again', async () => {
    render(<Open />)
    await press('暂不开通')
    await waitFor(() => expect(api.seen.map(({ call }) => call)).toContain('POST /me/score/refusal'))
    await waitFor(() => expect(asked.map(({ name }) => name)).toContain('navigateBack'))
  })
})
