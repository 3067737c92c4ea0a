import { csrfField, time } from '../../kernel/console/index.ts';

/** The console's pages as Eta templates; kept in a module so that the compiler ships them with the code. */

const home = `<% layout('@layout', { title: 'Home' }) %>
<p>Signed in as <%= it.user.mail %>.</p>
`;

const profile = `<% layout('@layout', { title: 'Profile' }) %>
<nav aria-label="Profile"><a href="<%= it.root %>/profile/tokens">API Tokens</a></nav>
<dl>
  <dt>Name</dt><dd><%= it.user.firstName %> <%= it.user.lastName %></dd>
  <dt>Email address</dt><dd><%= it.user.mail %></dd>
</dl>
`;

const tokens = `<% layout('@layout', { title: 'API Tokens' }) %>
<% if (it.made) { %>
<section class="secret" aria-labelledby="made">
  <h2 id="made">API token "<%= it.made.label %>" created</h2>
  <p>Record a copy of the API key and the API secret now: you can't retrieve them after closing your browser tab.</p>
  <dl>
    <dt>API Key</dt><dd><code id="api-key"><%= it.made.id %></code></dd>
    <dt>API Secret</dt><dd><code id="api-secret"><%= it.made.secret %></code></dd>
  </dl>
</section>
<% } %>
<h2>Create a token</h2>
<form method="post" action="<%= it.root %>/profile/tokens">
  ${csrfField}
  <label for="label">Label</label>
  <input id="label" name="label" required>
  <div><button>Create Token</button></div>
</form>
<h2>Your tokens</h2>
<% if (it.keys.length === 0) { %><p>You have no API tokens.</p><% } else { %>
<table>
  <thead><tr><th scope="col">Label</th><th scope="col">Created</th><td></td></tr></thead>
  <tbody>
<% for (const key of it.keys) { %>
    <tr>
      <th scope="row"><%= key.label %></th>
      <td>${time('key.created')}</td>
      <td><form method="post" action="<%= it.root %>/profile/tokens/<%= key.handle %>/remove">${csrfField}<button aria-label="Remove <%= key.label %>">Remove</button></form></td>
    </tr>
<% } %>
  </tbody>
</table>
<% } %>
`;

export const templates = { home, profile, tokens } as const;
