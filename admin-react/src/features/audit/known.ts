// What the log can be sifted by: the acts and things that this version of the admin has words for.
export const OBJECTS = ['order', 'product', 'variant', 'currency', 'language', 'exchange_rate', 'user', 'staff', 'role', 'api_key', 'audit_export'] as const

export const ACTIONS = [
  'order.ship', 'order.deliver', 'order.cancel', 'product.changed', 'product.prices_changed', 'inventory.adjust', 'currency.changed', 'language.changed', 'exchange_rate.added',
  'user.update', 'user.sign_out', 'user.export', 'user.erase',
  'staff.invite', 'staff.invite_again', 'staff.uninvite', 'staff.join', 'staff.update', 'staff.sign_out', 'staff.reset_second_factor', 'staff.second_factor', 'staff.password',
  'role.create', 'role.update', 'role.delete', 'api_key.create', 'api_key.update', 'api_key.rotate', 'api_key.revoke', 'audit_log.exported'
] as const
