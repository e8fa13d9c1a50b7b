// What the walks leave out or must be told, each with its reason: a new route is in no list, so it is walked.

/** Open to anybody: whose the things are is then a matter of tokens, which the strangers' walk tries. */
export const PUBLIC = new Set<string>([])

/** Operations whose body is not ours to shape. */
export const FOREIGN_BODY: Record<string, string> = {}

/** Ids in paths and (after #) bodies that belong to the shop, not to a shopper: everybody may name them. */
export const EVERYBODYS: RegExp[] = [
  /^\/v1\/products\//, /^\/v1\/categories\//, /^\/media\//, /^#variantIds?$/, /^#shippingMethodId$/
]
