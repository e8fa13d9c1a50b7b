// An e-mail address as it is compared: NFC, lower case, without characters that cannot be seen. Pure.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Z}]/gu

export const normaliseEmail = (text: string): string => text.normalize('NFC').replaceAll(INVISIBLE, '').toLowerCase()
