// What the walks leave out or must be told, each with its reason: a new route is in no list, so it is walked.

/** Open to anybody, and why. */
export const PUBLIC: Record<string, string> = {
  getJwks: 'keys to check our tokens with, not to make them',
  login: 'how one begins',
  refreshSession: 'proves itself by its token',
  logout: 'harmless without a session',
  register: 'how an account begins',
  verifyEmail: 'proves itself by the mailed token',
  forgotPassword: 'for whoever cannot sign in',
  resetPassword: 'proves itself by the mailed token',
  acceptInvitation: 'proves itself by the mailed token',
  getPicture: 'pictures of the catalogue',
  listProducts: 'the catalogue',
  getProduct: 'the catalogue',
  listCategories: 'the catalogue',
  getCategory: 'the catalogue',
  listPrices: 'the catalogue',
  listLanguages: 'what the shop speaks',
  listCurrencies: 'what the shop takes',
  listCountries: 'where the shop sends',
  getAddressFormat: 'how a country writes its addresses',
  convertCurrency: 'arithmetic with published rates',
  listPaymentGateways: 'which ways to pay there are, before there is an order',
  receivePaymentWebhook: 'proves itself by the signature over its raw body'
}

/** A buyer's operations that give a guest without any token more than a refusal, and why. */
export const FOR_NEW_GUESTS: Record<string, string> = {
  addCartItems: 'a guest\'s first call makes the cart'
}

/** Operations whose body is not ours to shape. */
export const FOREIGN_BODY: Record<string, string> = {
  receivePaymentWebhook: 'shaped by the gateway and signed as bytes, so it is read raw'
}

/** Ids in paths and (after #) bodies that belong to the shop, not to a shopper: everybody may name them. */
export const EVERYBODYS: RegExp[] = [
  /^\/v1\/products\//, /^\/v1\/categories\//, /^\/v1\/countries\//, /^\/media\//, /^\/v1\/payments\/webhook\//, /^#variantIds?$/, /^#shippingMethodId$/
]

/** Writing operations of the staff that leave no entry in the audit log, and why. */
export const NOT_IN_THE_LOG: Record<string, string> = {}

/** Doors of sign-in that have no brake but the limit of writes, and why. */
export const UNBRAKED: Record<string, string> = {
  refreshSession: 'a token of 256 bits cannot be guessed, and every open page asks',
  logout: 'gives nothing'
}
