import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startApi, type TestApi } from '../../../test/api'
import { asked } from '../../../test/taro'
import { setLargeType } from '../../lib/large-type'
import { forgetSession, saveSession } from '../../lib/session'
import Home from './index'
import { ScoreCard } from './parts'

let api: TestApi
let status: string
let posts: unknown[]
const consent = { textVersion: 'v1', title: '', paragraphs: [], fields: [] }
const score = {
  scoreId: 'sco_1', modelId: 'm', modelTitle: '', day: '2026-11-21', computedAt: '', totalCenti: 71200, maxCenti: 100000, grade: 'very-good', gradeTitle: '优秀',
  bands: [{ code: 'good', title: '良好', fromCenti: 0, toCenti: 70000 }, { code: 'very-good', title: '优秀', fromCenti: 70000, toCenti: 100000 }],
  nextBand: null, dimensions: [], lines: [], change: { deltaCenti: 1200, sentence: '志愿服务时长新增 +12.00', on: '2026-11-20' }, notUsedFor: [], weightsNote: '',
}
const myScore = () => (status === 'open' ? { status, consentId: 'con_1', score } : { status, consent })
const subject = { subjectId: 'sub_1', maskedName: '沈**', maskedIdNumber: '', birthDay: '1992-07-24' }

beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.stop())
beforeEach(() => {
  forgetSession()
  saveSession({ accessToken: 'a', accessExpiresAt: '', refreshToken: 'r', refreshExpiresAt: '' })
  asked.length = 0
  posts = []
  status = 'never-asked'
  api.answer = ({ call }) => {
    if (call === 'GET /me') return { body: { accountId: 'acc_1', subject, posts, score: status } }
    if (call === 'GET /me/score') return { body: myScore() }
    if (call === 'POST /me/score/refusal') status = 'refused'
    return { body: { items: [], nextCursor: null } }
  }
})
afterEach(() => {
  cleanup()
  setLargeType(false)
})

const press = async (name: string | RegExp) => fireEvent.click(await screen.findByRole('button', { name }))

describe('home', () => {
  it('signed out, says what this is and has one button', async () => {
    forgetSession()
    render(<Home />)
    await press('登录')
    expect(asked).toEqual([{ name: 'navigateTo', options: { url: '/features/identity/login/index' } }])
  })

  it('after "not now" never mentions the score again', async () => {
    render(<Home />)
    await press('暂不开通')
    await waitFor(() => expect(screen.queryByText('开通信用分')).toBeNull())
    expect(await screen.findByText('看我的信用记录')).toBeTruthy()
    expect(document.body.textContent).not.toContain('信用分')
  })

  it('shows the number in words for a screen reader, the one change, and three things', async () => {
    status = 'open'
    render(<Home />)
    expect((await screen.findByRole('img', { name: /信用分/ })).getAttribute('alt')).toContain('信用分 712 分，等级优秀')
    expect(screen.getByText('志愿服务时长新增 +12.00')).toBeTruthy()
    const things = await screen.findByRole('group', { name: '现在能办的事' })
    expect(things.querySelectorAll('button')).toHaveLength(3)
  })

  it('a score that was never computed before says so instead of comparing it', () => {
    render(<ScoreCard score={{ ...score, change: null }} />)
    expect(screen.getByText('这是首次计算的分数，以后有变化会写在这里')).toBeTruthy()
  })

  it('in 适老 mode is four large buttons, and the first says the number', async () => {
    status = 'open'
    setLargeType(true)
    render(<Home />)
    expect(await screen.findByText('712 分 优秀')).toBeTruthy()
    expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toEqual(['我的信用分712 分 优秀', '出示码', '优惠', '扫一扫'])
  })

  it('扫一扫 opens the desk for somebody who holds a post', async () => {
    posts = [{ merchantId: 'mer_1', merchantName: '禾岚小馆', role: 'clerk', stores: [] }]
    status = 'open'
    render(<Home />)
    await screen.findByText('712')
    await press('扫一扫')
    expect(asked).toEqual([{ name: 'navigateTo', options: { url: '/features/desk/scan/index' } }])
  })
})
