import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { startApi, type TestApi } from '../../../../test/api'
import { asked, page } from '../../../../test/taro'
import { forgetSession, savePersona, saveSession } from '../../../lib/session'
import Firms from './index'

let api: TestApi
const USCC = '91990102MAFT7WP72T'
const person = { title: '', story: '', name: '顾映川', idNumber: '11010119900307803X' }
const personas = { items: [{ ...person, key: 'owner', uscc: USCC }, { ...person, key: 'elder', uscc: null }] }

beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.stop())
beforeEach(() => {
  forgetSession()
  saveSession({ accessToken: 'a', accessExpiresAt: '', refreshToken: 'r', refreshExpiresAt: '' })
  asked.length = 0
  api.seen.length = 0
  page.params = {}
  api.answer = ({ call }) => (call === 'GET /me/firms' ? { body: { items: [], invitations: [] } } : call === 'GET /demo/personas' ? { body: personas } : { status: 404, body: {} })
})
afterEach(cleanup)

it('in the demo the owner of a firm fills its code in with one tap and binds it', async () => {
  savePersona('owner')
  render(<Firms />)
  fireEvent.click(await screen.findByRole('button', { name: '填入演示企业' }))
  fireEvent.click(screen.getByRole('button', { name: '核验并绑定' }))
  await waitFor(() => expect(api.seen.find(({ call }) => call === 'POST /me/firms')?.body).toEqual({ uscc: USCC }))
})

it('who represents no firm, or stands outside the demo, types the code', async () => {
  savePersona('elder')
  render(<Firms />)
  await waitFor(() => expect(api.seen.some(({ call }) => call === 'GET /demo/personas')).toBe(true))
  await screen.findByLabelText('统一社会信用代码')
  expect(screen.queryByRole('button', { name: '填入演示企业' })).toBeNull()
})
