import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { startApi, type TestApi } from '../../../../test/api'
import { asked, page } from '../../../../test/taro'
import { forgetSession, savePersona, saveSession } from '../../../lib/session'
import RealName from './index'

let api: TestApi
const me = { accountId: 'acc_1', subject: null, posts: [], score: 'never-asked' }
const known = { ...me, subject: { subjectId: 'sub_1', maskedName: '沈**', maskedIdNumber: '1101**********803X', birthDay: '1990-03-07' } }
const personas = { items: [{ key: 'volunteer', title: '', story: '', name: '沈知遥', idNumber: '11010119900307803X', uscc: null }] }
let verdict: { status?: number; body: unknown }

beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.stop())
beforeEach(() => {
  forgetSession()
  savePersona('volunteer')
  saveSession({ accessToken: 'a', accessExpiresAt: '', refreshToken: 'r', refreshExpiresAt: '' })
  asked.length = 0
  api.seen.length = 0
  page.params = { next: '/features/score/open/index' }
  verdict = { body: known }
  api.answer = ({ call }) => (call === 'GET /me' ? { body: me } : call === 'GET /demo/personas' ? { body: personas } : call === 'POST /me/real-name' ? verdict : { status: 404, body: {} })
})
afterEach(cleanup)

const sent = () => api.seen.filter(({ call }) => call === 'POST /me/real-name')
const press = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }))

it('in the demo one tap fills in the fictional person, and after that the reader goes on', async () => {
  render(<RealName />)
  await press('填入演示身份')
  await press('同意并认证')
  await waitFor(() => expect(asked).toContainEqual({ name: 'redirectTo', options: { url: '/features/score/open/index' } }))
  expect(sent()[0]?.body).toEqual({ name: '沈知遥', idNumber: '11010119900307803X' })
})

it('a number that cannot be right is told beside its field and never sent', async () => {
  render(<RealName />)
  fireEvent.change(await screen.findByLabelText('姓名'), { target: { value: '沈知遥' } })
  fireEvent.change(screen.getByLabelText('身份证号码'), { target: { value: '110101199003078031' } })
  await press('同意并认证')
  const described = screen.getByLabelText('身份证号码').getAttribute('aria-describedby') ?? ''
  expect(document.getElementById(described)?.textContent).toBe('身份证号校验位不符，请核对')
  expect(sent()).toHaveLength(0)
})

it('a refusal says why and that what was typed is still there', async () => {
  verdict = { status: 422, body: { code: 'REAL_NAME_MISMATCH', title: '姓名与身份证号码不一致', status: 422 } }
  render(<RealName />)
  await press('填入演示身份')
  await press('同意并认证')
  expect((await screen.findByRole('alert')).textContent).toBe('姓名与身份证号码不一致您填的内容还在')
  expect(screen.getByLabelText<HTMLInputElement>('姓名').value).toBe('沈知遥')
})
