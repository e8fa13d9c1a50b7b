// The build of the admin: one page, code split by route, a manifest from which a test measures the budgets.
import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const api = process.env.API_URL ?? 'http://127.0.0.1:3000'

export default defineConfig({
  plugins: [react(), tailwind()],
  // Libraries that the workspace's root holds must meet the same React.
  resolve: { dedupe: ['react', 'react-dom'] },
  build: { target: 'es2023', manifest: true, modulePreload: { polyfill: false }, assetsInlineLimit: 0, reportCompressedSize: false },
  server: { host: '127.0.0.1', proxy: { '/v1': api, '/media': api } }
})
