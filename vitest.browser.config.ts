import { defineConfig } from 'vitest/config'

/**
 * Whole-product tests in a real Chrome or Chromium against a started service. One file after the other: they share two cores with the browser.
 * What is wrong with a screen stands whole in the message: it cannot be looked at where CI ran.
 */
export default defineConfig({
  test: { include: ['tests/browser/**/*.test.ts'], environment: 'node', globalSetup: 'tests/browser/global-setup.ts', testTimeout: 180_000, hookTimeout: 240_000, fileParallelism: false, chaiConfig: { truncateThreshold: 0 } },
})
