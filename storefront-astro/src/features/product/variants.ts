// Which variant a choice leads to; shared by the page and its script, so that links and buttons agree.
export interface Choosable { sku: string, options: Record<string, string>, out: boolean }

/** The variant with this value that keeps as many of the other choices as it can, one that can be bought before one that cannot. */
export function variantFor<V extends Choosable> (variants: V[], current: V, option: string, value: string): V | undefined {
  const kept = (variant: V): number =>
    Object.entries(current.options).filter(([code, chosen]) => code !== option && variant.options[code] === chosen).length
  const candidates = variants.filter((variant) => variant.options[option] === value)
  return candidates.reduce<V | undefined>((best, variant) => {
    if (best === undefined || kept(variant) > kept(best)) return variant
    return kept(variant) === kept(best) && best.out && !variant.out ? variant : best
  }, undefined)
}

/** The one asked for, else the first that can be bought. */
export const firstChoice = <V extends Choosable>(variants: V[], sku?: string | null): V | undefined =>
  variants.find((variant) => variant.sku === sku) ?? variants.find(({ out }) => !out) ?? variants[0]
