import { defineConfig } from 'vitest/config'

/** Whole-product tests in a real Chrome or Chromium against a started service. One file after the other: they share two cores with the browser. */
export default defineConfig({
  test: { include: ['tests/browser/**/*.test.ts'], environment: 'node', testTimeout: 180_000, hookTimeout: 240_000, fileParallelism: false },
})
