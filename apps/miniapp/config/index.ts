import path from 'node:path'
import type { UserConfigExport } from '@tarojs/cli'
import { defineConfig } from '@tarojs/cli'

const here = (...parts: string[]) => path.resolve(__dirname, ...parts)
const isH5 = process.env.TARO_ENV === 'h5'

/** Base URL of the API on the phone. H5 is served by the same origin, so it stays relative. */
const apiBase = isH5 ? '/api/v1' : (process.env.XINHUI_API ?? 'http://127.0.0.1:8787/api/v1')

/**
 * Taro runs babel over our own sources only. The workspace packages are TypeScript sources and
 * `qr`, `uqr`, `@noble/*` ship newer syntax than iOS 12 reads, so they are listed here (real paths, not links).
 */
const transpiled = [
  (file: string) =>
    /[\\/]packages[\\/](rules|pass|contract)[\\/]src[\\/]/.test(file) || /[\\/]node_modules[\\/](qr|uqr|@noble)[\\/]/.test(file),
]

export default defineConfig(() => {
  const config: UserConfigExport = {
    projectName: 'xinhui',
    date: '2026-11-21',
    // px stay px on both targets: pxtransform is off, so these two only satisfy Taro's types.
    designWidth: 375,
    deviceRatio: { 375: 2 },
    sourceRoot: 'src',
    outputRoot: `dist/${process.env.TARO_ENV ?? 'weapp'}`,
    framework: 'react',
    compiler: { type: 'webpack5', prebundle: { enable: false } },
    cache: { enable: true, buildDependencies: { styles: [here('../src/app.css')], pages: [here('../src/routes.ts'), here('../src/app.config.ts')] } },
    plugins: [here('plugin-template/index.js')],
    alias: { '@': here('../src') },
    defineConstants: { 'process.env.XINHUI_API': JSON.stringify(apiBase) },
    copy: {
      patterns: isH5
        ? []
        : [
            { from: 'src/sitemap.json', to: 'dist/weapp/sitemap.json' },
            { from: 'src/theme.json', to: 'dist/weapp/theme.json' },
            { from: 'src/assets/tabs/', to: 'dist/weapp/assets/tabs/' },
          ],
      options: {},
    },
    terser: {
      enable: true,
      config: {
        compress: { ecma: 2017 },
        // quote_keys and keep_quoted_props would print `#"x"` for private fields, which no browser parses.
        output: { ecma: 2017, ascii_only: false, comments: false, quote_keys: false, keep_quoted_props: false },
      },
    },
    mini: {
      compile: { include: transpiled },
      optimizeMainPackage: { enable: true },
      postcss: { pxtransform: { enable: false, config: {} } },
      webpackChain(chain, webpack) {
        chain.plugin('shims').use(webpack.ProvidePlugin, [{ globalThis: [here('shims/global.js'), 'globalThis'] }])
      },
    },
    h5: {
      compile: { include: transpiled },
      publicPath: '/',
      staticDirectory: 'static',
      router: { mode: 'hash' },
      output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
      miniCssExtractPluginOption: {
        ignoreOrder: true,
        filename: 'css/[name].[contenthash:8].css',
        chunkFilename: 'css/[name].[contenthash:8].css',
      },
      // A target unit other than rem also removes Taro's inline script that scales the root font size.
      postcss: { pxtransform: { enable: false, config: { targetUnit: 'vw' } } },
      webpackChain(chain) {
        // npm nests this plugin under apps/miniapp; the hoisted packages look for it at the root.
        chain.resolve.alias.set(
          '@tarojs/plugin-framework-react',
          path.dirname(require.resolve('@tarojs/plugin-framework-react/package.json')),
        )
        chain.performance.hints(false)
        chain.optimization.splitChunks({
          chunks: 'all',
          minSize: 2000,
          cacheGroups: {
            default: { minChunks: 2, priority: 1, reuseExistingChunk: true },
            vendors: { test: /node_modules/, minChunks: 2, priority: 10, reuseExistingChunk: true },
          },
        })
      },
    },
  }
  return config
})
