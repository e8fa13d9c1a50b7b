// What every page finds in Astro.locals: the server's addresses, and the reader's page from the middleware.
/// <reference types="astro/client" />
declare namespace App {
  interface Locals {
    shop?: { apiUrl: string, frontSecret: string, publicUrl: string }
    page: import('./lib/page.ts').Page
    /** The access token of who is signed in, asked for once a request. */
    session?: Promise<string | undefined>
  }
}
