// The number beside the bag.
export function showCount (count: number): void {
  document.documentElement.toggleAttribute('data-bag', count > 0)
  for (const badge of document.querySelectorAll('[data-bag-count]')) badge.textContent = count > 0 ? String(count) : ''
}
