// The name over the door.
export const SHOP_NAME = 'Meridian'
