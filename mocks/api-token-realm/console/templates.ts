import { csrfField } from '../../kernel/console/index.ts';

/** The console's pages as Eta templates; kept in a module so that the compiler ships them with the code. */

const home = `<% layout('@layout', { title: 'Home' }) %>
<p>Signed in as <%= it.user.email %>.</p>
<% for (const { name, settings } of it.environments) { %>
<h2><%= name %></h2>
<nav aria-label="Main menu of <%= name %>"><a href="<%= it.root %><%= settings %>">Environment settings</a></nav>
<% } %>
`;

const settings = `<% layout('@layout', { title: 'Environment settings' }) %>
<p>Environment: <%= it.environment.name %></p>
<h2>Access management</h2>
<nav aria-label="Access management"><a href="<%= it.root %><%= it.tokensPath %>">API token</a></nav>
`;

/** Buttons of one line; an owner and an administrator have the same (R15, R17). */
const buttons = `<%
  const change = token.active ? 'deactivate' : 'activate';
  const title = token.active ? 'Deactivate' : 'Activate';
%>
      <td><form method="post" action="<%= it.root %><%= it.tokensPath %>/<%= token.id %>/<%= change %>">${csrfField}<button class="plain" aria-label="<%= title %> <%= token.id %>"><%= title %></button></form></td>
      <td><form method="post" action="<%= it.root %><%= it.tokensPath %>/<%= token.id %>/delete">${csrfField}<button aria-label="Delete <%= token.id %>">Delete</button></form></td>`;

const tokens = `<% layout('@layout', { title: 'API token' }) %>
<p>Environment: <%= it.environment.name %></p>
<h2>Generate an API token</h2>
<form method="post" action="<%= it.root %><%= it.tokensPath %>">
  ${csrfField}
  <label for="name">Name</label>
  <input id="name" name="name" required>
  <fieldset>
    <legend>Permissions</legend>
<% for (const permission of it.permissions) { %>
    <label><input type="checkbox" name="<%= permission %>"> <%= permission %></label>
<% } %>
  </fieldset>
  <div><button>Generate</button></div>
</form>
<section aria-labelledby="mine">
<h2 id="mine">My API Token</h2>
<% if (it.own.length === 0) { %><p>You have no API token.</p><% } else { %>
<table>
  <thead><tr><th scope="col">Name</th><th scope="col">Token</th><th scope="col">State</th><td></td><td></td></tr></thead>
  <tbody>
<% for (const token of it.own) { %>
    <tr>
      <th scope="row"><%= token.name %></th>
      <td><a href="<%= it.root %><%= it.tokensPath %>/<%= token.id %>"><%= token.id %></a></td>
      <td><%= token.state %></td>${buttons}
    </tr>
<% } %>
  </tbody>
</table>
<% } %>
</section>
<% if (it.all) { %>
<section aria-labelledby="all">
<h2 id="all">API tokens of all users</h2>
<table>
  <thead><tr><th scope="col">Token</th><th scope="col">Name</th><th scope="col">Owner</th><th scope="col">State</th><td></td><td></td></tr></thead>
  <tbody>
<% for (const token of it.all) { %>
    <tr>
      <th scope="row"><%= token.id %></th>
      <td><%= token.name %></td>
      <td><%= token.owner %></td>
      <td><%= token.state %></td>${buttons}
    </tr>
<% } %>
  </tbody>
</table>
</section>
<% } %>
`;

const token = `<% layout('@layout', { title: it.token.name }) %>
<dl>
  <dt>API token</dt><dd><code id="api-token"><%= it.token.access.value %></code></dd>
  <dt>State</dt><dd id="state"><%= it.state %></dd>
  <dt>Permissions</dt><dd><ul id="permissions">
<% for (const permission of it.token.permissions) { %>
    <li><%= permission %></li>
<% } %>
  </ul></dd>
</dl>
<p><a href="<%= it.root %><%= it.tokensPath %>">Back to all API tokens</a></p>
`;

export const consoleTemplates = { home, settings, tokens, token } as const;
