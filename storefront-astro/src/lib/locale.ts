// How a language of the shop writes numbers, money and days; small enough for the browser.

/** Prices and dates keep the digits that price tags in our markets use. */
export const formattingLocale = (locale: string): string => locale === 'ar' || locale.startsWith('ar-') ? `${locale}-u-nu-latn` : locale

/** English without a country writes its days as most of the shop's English readers do. */
export const dateLocale = (locale: string): string => locale === 'en' ? 'en-GB' : formattingLocale(locale)
