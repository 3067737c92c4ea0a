import { csrfField, time } from '../../kernel/console/index.ts';

/** The console's pages as Eta templates; kept in a module so that the compiler ships them with the code. */

const home = `<% layout('@layout', { title: 'Home' }) %>
<p>Signed in as <%= it.user.email %>.</p>
<h2>Organisations</h2>
<ul>
<% for (const organisation of it.organisations) { %>
  <li><a href="<%= it.root %>/organisations/<%= organisation.id %>"><%= organisation.name %></a></li>
<% } %>
</ul>
`;

const organisation = `<% layout('@layout', { title: it.organisation.name }) %>
<p><a href="<%= it.root %>/organisations/<%= it.organisation.id %>/create">Create…</a></p>
<h2>OAuth consumers</h2>
<% if (it.consumers.length === 0) { %><p>This organisation has no OAuth consumers.</p><% } %>
<ul>
<% for (const consumer of it.consumers) { %>
  <li><a href="<%= it.root %>/organisations/<%= it.organisation.id %>/consumers/<%= consumer.key %>"><%= consumer.name %></a></li>
<% } %>
</ul>
`;

const create = `<% layout('@layout', { title: 'Create…' }) %>
<ul>
  <li><a href="<%= it.root %>/organisations/<%= it.organisation.id %>/consumers/new">an OAuth consumer</a></li>
</ul>
`;

const newConsumer = `<% layout('@layout', { title: 'Create an OAuth consumer' }) %>
<form method="post" action="<%= it.root %>/organisations/<%= it.organisation.id %>/consumers">
  ${csrfField}
  <label for="name">Name</label>
  <input id="name" name="name" required>
  <label for="description">Description</label>
  <input id="description" name="description">
  <label for="url">Home page URL</label>
  <input id="url" name="url" type="url">
  <label for="baseUrl">Base URL</label>
  <input id="baseUrl" name="baseUrl" type="url" required>
  <label for="picture">Image URL</label>
  <input id="picture" name="picture" type="url">
  <fieldset>
    <legend>Rights</legend>
<% for (const right of it.rights) { %>
    <label><input type="checkbox" name="<%= right %>"> <%= right.replaceAll('_', ' ') %></label>
<% } %>
  </fieldset>
  <div><button>Create</button></div>
</form>
`;

const consumer = `<% layout('@layout', { title: it.consumer.name }) %>
<dl>
  <dt>Key</dt><dd><code id="consumer-key"><%= it.consumer.key %></code></dd>
  <dt>Secret</dt><dd><code id="consumer-secret"><%= it.consumer.secret %></code></dd>
  <dt>Base URL</dt><dd><%= it.consumer.baseUrl %></dd>
</dl>
`;

const oauthTokens = `<% layout('@layout', { title: 'OAuth tokens' }) %>
<% if (it.tokens.length === 0) { %><p>You have no OAuth tokens.</p><% } else { %>
<table>
  <thead><tr><th scope="col">Application</th><th scope="col">Created</th><th scope="col">Expires</th><td></td></tr></thead>
  <tbody>
<% for (const token of it.tokens) { %>
    <tr>
      <th scope="row"><%= token.name %></th>
      <td>${time('token.created')}</td>
      <td>${time('token.expires')}</td>
      <td><form method="post" action="<%= it.root %><%= it.path %>/<%= token.handle %>/revoke">${csrfField}<button aria-label="Revoke the token of <%= token.name %>">Revoke</button></form></td>
    </tr>
<% } %>
  </tbody>
</table>
<% } %>
`;

const apiTokens = `<% layout('@layout', { title: 'API tokens' }) %>
<% if (it.made) { %>
<section class="secret" aria-labelledby="made">
  <h2 id="made">API token "<%= it.made.name %>" created</h2>
  <p>Store it securely: you won't be able to see it again.</p>
  <dl>
    <dt>API token ID</dt><dd><code id="api-token-id"><%= it.made.id %></code></dd>
    <dt>API token</dt><dd><code id="api-token"><%= it.made.value %></code></dd>
  </dl>
</section>
<% } %>
<h2>Create an API token</h2>
<form method="post" action="<%= it.root %><%= it.path %>">
  ${csrfField}
  <label for="name">Name</label>
  <input id="name" name="name" required>
  <label for="description">Description</label>
  <input id="description" name="description">
  <label for="expiration">Expiration (1h, 4d, 2w, 6M, 1y, or a date)</label>
  <input id="expiration" name="expiration" placeholder="1y">
  <label for="password">Password</label>
  <input id="password" name="password" type="password" autocomplete="current-password" required>
<% if (it.user.preferredMFA === 'TOTP') { %>
  <label for="mfaCode">Two-factor code</label>
  <input id="mfaCode" name="mfaCode" inputmode="numeric" autocomplete="one-time-code" required>
<% } %>
  <div><button>Create</button></div>
</form>
<h2>Your tokens</h2>
<% if (it.tokens.length === 0) { %><p>You have no API tokens.</p><% } else { %>
<table>
  <thead><tr><th scope="col">Name</th><th scope="col">ID</th><th scope="col">Created</th><th scope="col">Expires</th><th scope="col">State</th><td></td></tr></thead>
  <tbody>
<% for (const token of it.tokens) { %>
    <tr>
      <th scope="row"><%= token.name %></th>
      <td><code><%= token.handle %></code></td>
      <td>${time('token.created')}</td>
      <td>${time('token.expires')}</td>
      <td><%= token.state %></td>
      <td><form method="post" action="<%= it.root %><%= it.path %>/<%= token.handle %>/revoke">${csrfField}<button aria-label="Revoke <%= token.name %>">Revoke</button></form></td>
    </tr>
<% } %>
  </tbody>
</table>
<% } %>
`;

const cliLogin = `<% layout('@layout', { title: 'Log in to Clever Tools' }) %>
<p>Clever Tools on your machine asks for a token of your account.</p>
<form method="post" action="<%= it.root %><%= it.path %>">
  ${csrfField}
  <input type="hidden" name="cli_token" value="<%= it.cliToken %>">
  <div><button>Log in</button></div>
</form>
`;

const cliLoggedIn = `<% layout('@layout', { title: 'You are logged in' }) %>
<p>You may close this page and go back to your terminal.</p>
`;

export const consoleTemplates = {
  home,
  organisation,
  create,
  newConsumer,
  consumer,
  oauthTokens,
  apiTokens,
  cliLogin,
  cliLoggedIn,
} as const;
