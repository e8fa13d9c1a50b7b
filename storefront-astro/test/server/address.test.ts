// One page has one address: what strangers append, double or disguise never becomes another.
import t from 'tap'
import { readAddress } from '../../server/address.ts'

const path = (url: string): unknown => {
  const reading = readAddress(url)
  return reading && 'address' in reading ? reading.address.path + reading.address.search : reading?.redirect
}

t.test('tracking and unknown parameters fall away, those a page knows stay in one order', async (t) => {
  t.equal(path('/en/p/teapot?utm_source=mail&fbclid=1&anything=2'), '/en/p/teapot')
  t.equal(path('/en/c/table?sort=price&utm_medium=x&minPrice=10&cursor=abc'), '/en/c/table?cursor=abc&minPrice=10&sort=price')
  t.equal(path('/en/c/table?sort=&variant=A'), '/en/c/table')
  t.equal(path('/en/p/teapot?variant=MER-1&sort=price'), '/en/p/teapot?variant=MER-1')
  t.equal(path(`/en/p/teapot?variant=${'x'.repeat(201)}`), '/en/p/teapot')
  t.equal(path('/en/new?cursor=a&cursor=b'), '/en/new?cursor=a')
  t.equal(path('/sitemap.xml?cursor=a'), '/sitemap.xml')
})

t.test('a personal page keeps its whole query', async (t) => {
  t.equal(path('/en/search?q=tea&page=2'), '/en/search?q=tea&page=2')
  t.equal(path('/ar/orders/1?token=abc&placed=1'), '/ar/orders/1?token=abc&placed=1')
  t.match(readAddress('/'), { address: { personal: true } })
  t.match(readAddress('/en/cart/add'), { address: { personal: true } })
  t.match(readAddress('/ar/account/verify?token=abc'), { address: { personal: true, search: '?token=abc' } })
  t.match(readAddress('/en/c/cart'), { address: { personal: false, locale: 'en' } })
})

t.test('a home ends with a slash, other pages do not', async (t) => {
  t.same(readAddress('/en?a=1'), { redirect: '/en/?a=1' })
  t.same(readAddress('/en/new/'), { redirect: '/en/new' })
  t.same(readAddress('/zh-Hant'), { redirect: '/zh-Hant/' })
  t.equal(path('/en/'), '/en/')
})

t.test('two spellings of a name are one page', async (t) => {
  t.equal(path('/zh/p/%e8%8c%b6%e5%a3%b6'), '/zh/p/%E8%8C%B6%E5%A3%B6')
  t.equal(path('/zh/p/茶壶'), '/zh/p/%E8%8C%B6%E5%A3%B6')
  t.equal(path('/en/%70/teapot'), '/en/p/teapot')
})

t.test('no address leads out of the shop', async (t) => {
  for (const url of ['//evil.example/', '/\\evil.example/', '/%5Cevil.example/', '/en//p', '/en/../../etc', '/en/%2e%2e/x', '/en/a%2Fb', '/en/%00', '/en/%0d%0aset-cookie:a', '/en/%ff', 'http://evil.example/']) {
    t.equal(readAddress(url), undefined, url)
  }
})
