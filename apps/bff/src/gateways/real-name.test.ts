import { afterAll, beforeAll, expect, it } from 'vitest'
import { createRealNameGateway } from './real-name'
import { type RealNameSimulator, startRealNameSimulator } from './real-name-simulator'
import { startSimulatorServer } from './simulator-server'

const REGISTER = new Map([['990101199005200018', '安禾']])
let simulator: RealNameSimulator
beforeAll(async () => {
  simulator = await startRealNameSimulator((idNumber) => REGISTER.get(idNumber))
})
afterAll(() => simulator.close())

const gateway = () => createRealNameGateway({ url: simulator.url, token: simulator.token, timeoutMs: 20_000 })

it('the name of the register matches, another name or number does not', async () => {
  expect(await gateway().verify({ name: '安禾', idNumber: '990101199005200018' })).toBe('match')
  expect(await gateway().verify({ name: '安溪', idNumber: '990101199005200018' })).toBe('mismatch')
  expect(await gateway().verify({ name: '安禾', idNumber: '990101199005200026' })).toBe('mismatch')
})

it('an authority that is down is UNAVAILABLE, never a mismatch', async () => {
  simulator.setAvailable(false)
  expect(await gateway().verify({ name: '安禾', idNumber: '990101199005200018' })).toBe('UNAVAILABLE')
  simulator.setAvailable(true)
  expect(await gateway().verify({ name: '安禾', idNumber: '990101199005200018' })).toBe('match')
})

it('a wrong token is UNAVAILABLE', async () => {
  expect(await createRealNameGateway({ url: simulator.url, token: 'wrong' }).verify({ name: '安禾', idNumber: '990101199005200018' })).toBe('UNAVAILABLE')
})

it('an authority that hangs or talks nonsense is UNAVAILABLE', async () => {
  const hanging = await startSimulatorServer(() => {})
  expect(await createRealNameGateway({ url: hanging.origin, token: 't', timeoutMs: 100 }).verify({ name: '安禾', idNumber: '1' })).toBe('UNAVAILABLE')
  await hanging.close()
  for (const text of ['', 'match', '{"result":"yes"}', '{}']) {
    const server = await startSimulatorServer((_request, response) => response.writeHead(200).end(text))
    expect(await createRealNameGateway({ url: server.origin, token: 't' }).verify({ name: '安禾', idNumber: '1' }), text).toBe('UNAVAILABLE')
    await server.close()
  }
})
