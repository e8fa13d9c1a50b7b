// Which pages there are: read from the shop's own sitemaps, so that what is announced is what is published.
import type { Renderer } from '../renderer.ts'
import { readAddress } from '../address.ts'

const INDEX = '/sitemap.xml'
const MOST_PATHS = 20_000

export async function listPaths (render: Renderer): Promise<string[]> {
  const paths = new Set([INDEX, '/robots.txt'])
  const waiting = [INDEX]
  for (let map = waiting.shift(); map !== undefined && paths.size < MOST_PATHS; map = waiting.shift()) {
    const page = await render({ url: map })
    if (page.status !== 200) throw new Error(`${map} answered ${page.status}`)
    for (const path of locations(page.body.toString())) {
      if (paths.has(path)) continue
      paths.add(path)
      if (path.endsWith('.xml')) waiting.push(path)
    }
  }
  return [...paths].flatMap((path) => /^\/[^/]+\/$/.test(path) ? [path, `${path}new`] : [path]).filter((path, index, all) => all.indexOf(path) === index)
}

function locations (xml: string): string[] {
  return [...xml.matchAll(/<loc>\s*([^<]+?)\s*<\/loc>/g)].flatMap(([, text = '']) => {
    const address = text.replaceAll('&amp;', '&')
    const reading = URL.canParse(address) ? readAddress(new URL(address).pathname) : undefined
    return reading && 'address' in reading ? [reading.address.path] : []
  })
}
