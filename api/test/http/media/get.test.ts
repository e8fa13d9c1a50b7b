// GET /media/{name}: pictures that never change, and names that are none.
import t from 'tap'
import { anApp } from '../../support/app.ts'
import { get, type Product } from '../../support/catalogue.ts'

const shop = await anApp(t, { template: 'demo' })

t.test('200: every rendition of a product is there, immutable', async (t) => {
  const { body: { media } } = await get<Product>(shop, '/v1/products/cast-iron-teapot')
  t.ok(media.length >= 2)
  for (const { url } of media.flatMap(({ renditions }) => renditions)) {
    const reply = await shop.app.inject(url)
    t.equal(reply.statusCode, 200, url)
    t.equal(reply.headers['content-type'], url.endsWith('avif') ? 'image/avif' : 'image/webp')
    t.match(reply.headers['cache-control'], /max-age=31536000, immutable/)
    t.ok(reply.rawPayload.length > 300)
  }
})

t.test('404: names that are not ours never reach the disk', async (t) => {
  for (const name of ['index.json', '..%2findex.json', '..%2F..%2Fshop.json', '0123456789ab-640.webp', '0123456789ab-640.svg', 'README.md', '%00']) {
    t.equal((await shop.app.inject(`/media/${name}`)).statusCode, 404, name)
  }
})
