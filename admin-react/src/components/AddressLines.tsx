// A postal address, line by line, in the order its country reads names.
import { useFormat } from '../lib/use-format.ts'

type Text = string | null | undefined

export interface PostalAddress {
  firstName?: Text
  lastName?: Text
  company?: Text
  addressLine1?: Text
  addressLine2?: Text
  postalCode?: Text
  city?: Text
  region?: Text
  countryCode: string
  phone?: Text
}

const FAMILY_FIRST = ['CN', 'HK', 'HU', 'JP', 'KR', 'TW']

export function AddressLines ({ address, locale }: { address: PostalAddress, locale?: string | undefined }) {
  const format = useFormat()
  const lines = [
    FAMILY_FIRST.includes(address.countryCode) ? [address.lastName, address.firstName] : [address.firstName, address.lastName], [address.company], [address.addressLine1], [address.addressLine2],
    [address.postalCode, address.city], [address.region]
  ].map((words) => words.filter(Boolean).join(' ')).filter((line) => line !== '')
  return (
    <address className='text-ink-soft not-italic'>
      {lines.map((line) => <p key={line}><bdi lang={locale}>{line}</bdi></p>)}
      <p>{format.country(address.countryCode)}</p>
      {address.phone != null && address.phone !== '' && <p><a href={`tel:${address.phone}`}><bdi dir='ltr'>{address.phone}</bdi></a></p>}
    </address>
  )
}
