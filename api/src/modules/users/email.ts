// An e-mail address as it is compared: NFC, lower case, without characters that cannot be seen. Pure.
const INVISIBLE = /[\p{Cc}\p{Default_Ignorable_Code_Point}\p{Cf}\p{Z}]/gu

/** Composed last: neither what was taken away nor the lower case may leave two spellings of one address. */
export const normaliseEmail = (text: string): string => text.replaceAll(INVISIBLE, '').toLowerCase().normalize('NFC')

const ADDRESS = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/

/** As the street doors take it (`format: email`): whoever is let in by another can still ask for a new password. */
export const isEmail = (normalised: string): boolean => normalised.length <= 254 && ADDRESS.test(normalised)
