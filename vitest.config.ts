import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'packages', include: ['packages/*/src/**/*.test.ts'], environment: 'node' } },
      { test: { name: 'bff', include: ['apps/bff/src/**/*.test.ts'], environment: 'node', globalSetup: 'apps/bff/src/testing/global-setup.ts', testTimeout: 60_000, hookTimeout: 120_000 } },
      { test: { name: 'console', include: ['apps/console/src/**/*.test.{ts,tsx}'], environment: 'happy-dom' } },
      'apps/miniapp/vitest.config.mts',
    ],
  },
})
