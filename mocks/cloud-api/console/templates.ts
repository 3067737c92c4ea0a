import { csrfField, time } from '../../kernel/console/index.ts';

/** The developer console's pages as Eta templates; kept in a module so that the compiler ships them with the code. */

const home = `<% layout('@layout', { title: 'Developer console' }) %>
<p>Signed in as <%= it.user.email %>.</p>
<h2>Projects</h2>
<% if (it.projects.length === 0) { %><p>You have no projects.</p><% } %>
<ul>
<% for (const project of it.projects) { %>
  <li><%= project.name %> (<code><%= project.id %></code>, <%= project.region %>)</li>
<% } %>
</ul>
<p><a href="<%= it.root %>/keys">API keys</a></p>
`;

const keys = `<% layout('@layout', { title: 'API keys' }) %>
<% if (it.made) { %>
<section class="secret" aria-labelledby="made">
  <h2 id="made">API key "<%= it.made.name %>" created</h2>
  <p>Copy it now: you won't be able to see it again.</p>
  <dl>
    <dt>API key</dt><dd><code id="api-key"><%= it.made.access.value %></code></dd>
  </dl>
</section>
<% } %>
<h2>Create a key</h2>
<form method="post" action="<%= it.root %>/keys">
  ${csrfField}
  <label for="name">Name</label>
  <input id="name" name="name" required>
  <label for="project">Project</label>
  <select id="project" name="project">
<% for (const project of it.projects) { %>
    <option value="<%= project.id %>"><%= project.name %></option>
<% } %>
  </select>
  <div><button>Create</button></div>
</form>
<h2>Your keys</h2>
<% if (it.keys.length === 0) { %><p>You have no API keys.</p><% } else { %>
<table>
  <thead><tr><th scope="col">Name</th><th scope="col">Key</th><th scope="col">Project</th><th scope="col">Created</th><td></td></tr></thead>
  <tbody>
<% for (const key of it.keys) { %>
    <tr>
      <th scope="row"><%= key.name %></th>
      <td><code><%= key.shown %></code></td>
      <td><%= key.project %></td>
      <td>${time('key.created')}</td>
      <td><form method="post" action="<%= it.root %>/keys/<%= key.id %>/revoke">${csrfField}<button aria-label="Revoke <%= key.name %>">Revoke</button></form></td>
    </tr>
<% } %>
  </tbody>
</table>
<% } %>
`;

export const consoleTemplates = { home, keys } as const;
