import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApp, type TestApp } from './testing/app'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

it('an unknown path is answered with a problem document that names its code and request', async () => {
  const { status, body, headers } = await app.call('GET /nothing-here', { headers: { 'x-request-id': 'req-12345678' } })
  expect(status).toBe(404)
  expect(headers.get('content-type')).toContain('application/problem+json')
  expect(body).toMatchObject({ code: 'NOT_FOUND', title: '没有找到', requestId: 'req-12345678' })
})
