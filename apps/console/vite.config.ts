import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Served by the bff at `/console/`; in development the API is reached through the proxy, so that cookies stay same-origin. */
export default defineConfig({
  base: '/console/',
  plugins: [react()],
  server: { port: 5173, proxy: { '/api': 'http://127.0.0.1:8787' } },
  build: { outDir: 'dist', emptyOutDir: true, chunkSizeWarningLimit: 800 },
})
