// Choosing a language: BCP 47 fallback and the reading of Accept-Language.

/** fallbackChain('de-AT', 'en') is ['de-AT', 'de', 'en']. */
export function fallbackChain (tag: string, last: string): string[] {
  const parts = tag.split('-')
  const chain = parts.map((_, index) => parts.slice(0, parts.length - index).join('-'))
  return chain.includes(last) ? chain.slice(0, chain.indexOf(last) + 1) : [...chain, last]
}

/** The available language that a tag falls back to: 'de-AT' finds 'de'; case does not matter. */
export function matchLanguage (tag: string, available: readonly string[]): string | undefined {
  const parts = tag.slice(0, 64).toLowerCase().split('-')
  for (let length = parts.length; length > 0; length -= 1) {
    const wanted = parts.slice(0, length).join('-')
    const found = available.find((language) => language.toLowerCase() === wanted)
    if (found !== undefined) return found
  }
  return undefined
}

/** The best of the available languages for an Accept-Language header; a quality of 0 excludes. */
export function matchAcceptLanguage (header: string, available: readonly string[]): string | undefined {
  for (const { tag } of wishes(header)) {
    if (tag === '*') return available[0]
    const found = matchLanguage(tag, available)
    if (found !== undefined) return found
  }
  return undefined
}

function wishes (header: string): Array<{ tag: string, quality: number }> {
  return header.slice(0, 1000).split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((piece) => piece.trim())
      const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1'
      return { tag, quality: /^(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)$/.test(quality) ? Number(quality) : 0 }
    })
    .filter(({ tag, quality }) => tag !== '' && quality > 0)
    .toSorted((a, b) => b.quality - a.quality)
}
