// A provider of other people's making, set up as the government's is: its paths, PKCE, private_key_jwt, ES256, pairwise.
import http from "node:http";
import Provider from "oidc-provider";

const { port, redirectUri, clientKey, signingKey, person } = JSON.parse(process.env.SET_UP);
const realm = "/api/realms/main";
const protocol = `${realm}/protocol/openid-connect`;
const four = ["name", "address", "birthdate", "gender"];

const provider = new Provider(`http://127.0.0.1:${port}${realm}`, {
  clients: [{
    client_id: "RP00000001",
    redirect_uris: [redirectUri],
    response_types: ["code"],
    grant_types: ["authorization_code"],
    token_endpoint_auth_method: "private_key_jwt",
    token_endpoint_auth_signing_alg: "ES256",
    id_token_signed_response_alg: "ES256",
    subject_type: "pairwise",
    jwks: { keys: [clientKey] },
  }],
  jwks: { keys: [signingKey] },
  routes: {
    authorization: `${protocol}/auth`,
    token: `${protocol}/token`,
    userinfo: `${protocol}/userinfo`,
    jwks: `${protocol}/certs`,
  },
  pkce: { required: () => true },
  scopes: ["openid", ...four],
  claims: { openid: ["sub"], ...Object.fromEntries(four.map(each => [each, [each]])) },
  subjectTypes: ["pairwise"],
  pairwiseIdentifier: async (_ctx, accountId, client) => `of-${client.clientId}-${accountId}`,
  findAccount: async (_ctx, id) => ({ accountId: id, claims: async () => ({ sub: id, ...person }) }),
  cookies: { keys: ["of this test alone"] },
});

// With a code the library leaves `at_hash` out, as it may; the government's provider does not. The hash is the library's.
let accessToken;
provider.on("access_token.saved", token => { accessToken = token.jti; });
const issue = provider.IdToken.prototype.issue;
provider.IdToken.prototype.issue = function withHash(options) {
  this.set("at_hash", accessToken);
  return issue.call(this, options);
};

http.createServer(provider.callback()).listen(port, "127.0.0.1", () => console.log("listening"));
