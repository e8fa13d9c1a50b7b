// Carriers to suggest, and the one used last in this browser.
export const CARRIERS = ['DHL', 'DPD', 'FedEx', 'GLS', 'UPS', 'Royal Mail', 'La Poste', 'Correos', 'SF Express', 'Japan Post', 'Aramex']

const KEPT = 'tradewind.admin.carrier'

export const lastCarrier = (): string => localStorage.getItem(KEPT) ?? ''

export const keepCarrier = (carrier: string): void => { localStorage.setItem(KEPT, carrier) }
