import path from 'node:path'
import { defineConfig } from 'vitest/config'

const here = (file: string) => path.resolve(import.meta.dirname, file)

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic' } },
  define: { 'process.env.TARO_ENV': '"h5"', 'process.env.XINHUI_API': '"/api/v1"' },
  resolve: {
    alias: {
      '@tarojs/components': here('test/components.tsx'),
      '@tarojs/taro': here('test/taro.ts'),
      '@': here('src'),
    },
  },
  test: {
    name: 'miniapp',
    root: import.meta.dirname,
    environment: 'happy-dom',
    include: ['src/**/*.test.{ts,tsx}'],
    css: false,
  },
})
