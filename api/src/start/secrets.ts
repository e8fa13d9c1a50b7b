// The shop's own secrets: made once on the first start, kept in the data folder for its owner's eyes only.
import { createHash, createHmac, generateKeyPairSync, randomBytes, type JsonWebKey } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Secrets {
  secret: string
  accessTokenKeys: JsonWebKey[]
  databasePasswords: { superuser: string, owner: string, app: string }
}

export function keepSecrets (folder: string): Secrets {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'secrets.json')
  if (existsSync(file)) {
    chmodSync(file, 0o600)
    return JSON.parse(readFileSync(file, 'utf8'))
  }
  const secrets = makeSecrets()
  writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flush: true })
  renameSync(`${file}.new`, file)
  return secrets
}

export function makeSecrets (): Secrets {
  return {
    secret: word(),
    accessTokenKeys: [signingKey()],
    databasePasswords: { superuser: word(), owner: word(), app: word() }
  }
}

// The fronts prove to the API who they are without knowing the secret itself.
export const frontSecret = (secret: string): string => createHmac('sha256', secret).update('front').digest('base64url')

const word = (): string => randomBytes(32).toString('base64url')

function signingKey (): JsonWebKey {
  const key = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
  const thumbprint = JSON.stringify({ crv: key.crv, kty: key.kty, x: key.x })
  return { ...key, kid: createHash('sha256').update(thumbprint).digest('base64url'), alg: 'EdDSA', use: 'sig' }
}
