// How the storefront is built: rendered on demand inside our own server, nothing inlined that the content policy would refuse.
import node from '@astrojs/node'
import tailwind from '@tailwindcss/vite'
import { defineConfig } from 'astro/config'

export default defineConfig({
  output: 'server',
  adapter: node({ mode: 'middleware' }),
  trailingSlash: 'ignore',
  compressHTML: true,
  devToolbar: { enabled: false },
  build: { inlineStylesheets: 'never' },
  // The middleware checks a form's origin itself, so that it also holds behind a gateway that ends TLS.
  security: { checkOrigin: false },
  vite: {
    plugins: [tailwind()],
    build: { assetsInlineLimit: 0 }
  }
})
