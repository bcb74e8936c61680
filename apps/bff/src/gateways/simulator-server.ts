import { createServer, type RequestListener } from 'node:http'

export interface SimulatorServer {
  /** `http://127.0.0.1:<free port>`. */
  origin: string
  close(): Promise<void>
}

/** A real HTTP server on the loopback address only. Closing cuts what still hangs. */
export function startSimulatorServer(listener: RequestListener): Promise<SimulatorServer> {
  const server = createServer(listener)
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      resolve({
        origin: `http://127.0.0.1:${port}`,
        close: () =>
          new Promise((done) => {
            server.close(() => done())
            server.closeAllConnections()
          }),
      })
    })
  })
}
