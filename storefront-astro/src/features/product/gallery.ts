// The gallery: thumbnails scroll the strip without moving the page, and follow it.
const strip = (): HTMLElement | null => document.querySelector('.gallery-strip')
const pictures = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('.gallery-strip > li')]
const thumbs = (): HTMLAnchorElement[] => [...document.querySelectorAll<HTMLAnchorElement>('.gallery-thumbs a')]

export function startGallery (): void {
  const root = strip()
  if (root === null) return
  for (const thumb of thumbs()) {
    thumb.addEventListener('click', (event) => {
      event.preventDefault()
      scrollTo(document.querySelector<HTMLElement>(thumb.hash))
    })
  }
  const seen = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) if (isIntersecting) mark(target.id)
  }, { root, threshold: 0.6 })
  for (const picture of pictures()) seen.observe(picture)
}

/** The first picture of these choices, where there is one for them alone. */
export function showPicture (chosen: Record<string, string>): void {
  const found = pictures().find((picture) => {
    const options = Object.entries(JSON.parse(picture.dataset.options ?? '{}') as Record<string, string>)
    return options.length > 0 && options.every(([code, value]) => chosen[code] === value)
  })
  if (found !== undefined) scrollTo(found)
}

function scrollTo (picture: HTMLElement | null): void {
  const root = strip()
  if (picture === null || root === null) return
  const isRtl = getComputedStyle(root).direction === 'rtl'
  const [now, wanted] = [root.getBoundingClientRect(), picture.getBoundingClientRect()]
  root.scrollBy({ left: isRtl ? wanted.right - now.right : wanted.left - now.left })
}

function mark (id: string): void {
  for (const thumb of thumbs()) {
    if (thumb.hash === `#${id}`) thumb.setAttribute('aria-current', 'true')
    else thumb.removeAttribute('aria-current')
  }
}
