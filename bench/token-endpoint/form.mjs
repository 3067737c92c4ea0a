/** The token request that every server is sent. */
export function form(id, secret) {
  return new URLSearchParams({
    client_id: id,
    client_secret: secret,
    grant_type: 'client_credentials',
  }).toString();
}
