// The name of the key that is held, as this machine's keyboard prints it.
export const modKey = /mac|iphone|ipad/i.test(navigator.userAgent) ? '⌘' : 'Ctrl '
