import { csrfField, time } from '../../kernel/console/index.ts';

/** The console's pages as Eta templates; kept in a module so that the compiler ships them with the code. */

const password =
  '<label for="password">Password</label>\n  <input id="password" name="password" type="password" autocomplete="current-password" required>';
const box = (name: string, text: string, checked = false) =>
  `    <label><input type="checkbox" name="${name}"${checked ? ' checked' : ''}> ${text}</label>`;

const home = `<% layout('@layout', { title: 'Projects' }) %>
<% if (it.projects.length === 0) { %><p>You have no projects.</p><% } %>
<ul>
<% for (const project of it.projects) { %>
  <li><a href="<%= it.root %>/projects/<%= project.id %>"><%= project.title %></a></li>
<% } %>
</ul>
`;

const user = `<% layout('@layout', { title: 'User' }) %>
<nav aria-label="User"><a href="<%= it.root %>/user/account-settings">Account Settings</a></nav>
<dl>
  <dt>Name</dt><dd><%= it.userName %></dd>
  <dt>Email address</dt><dd><%= it.user.email %></dd>
</dl>
`;

const accountSettings = `<% layout('@layout', { title: 'Account Settings' }) %>
<nav aria-label="Account Settings"><a href="<%= it.root %>/user/api-tokens">API Tokens</a></nav>
`;

const apiTokens = `<% layout('@layout', { title: 'API Tokens' }) %>
<% if (it.shown) { %>
<section aria-labelledby="shown" style="padding: 1rem 1.25rem; background: #e7f6ea; border: 1px solid #2b8a3e; border-radius: .3rem">
  <h2 id="shown">API token "<%= it.shown.name %>"</h2>
  <p>Keep it safe: whoever has it acts as you.</p>
  <code id="api-token"><%= it.shown.value %></code>
</section>
<% } %>
<p><a href="<%= it.root %>/user/api-tokens/new">Create an API Token</a></p>
<% if (it.tokens.length === 0) { %><p>You have no API tokens.</p><% } else { %>
<table>
  <thead><tr><th scope="col">Application name</th><th scope="col">Created</th><th scope="col">Last used</th><td></td><td></td></tr></thead>
  <tbody>
<% for (const token of it.tokens) { %>
    <tr>
      <th scope="row"><%= token.name %></th>
      <td>${time('token.created')}</td>
      <td><% if (token.lastUsed) { %>${time('token.lastUsed')}<% } else { %>never<% } %></td>
      <td><% if (it.viewable) { %><a href="<%= it.root %>/user/api-tokens/<%= token.id %>/view">view</a><% } %></td>
      <td><form method="post" action="<%= it.root %>/user/api-tokens/<%= token.id %>/delete">${csrfField}<button aria-label="Delete <%= token.name %>">Delete</button></form></td>
    </tr>
<% } %>
  </tbody>
</table>
<% } %>
`;

const newApiToken = `<% layout('@layout', { title: 'Create an API Token' }) %>
<form method="post" action="<%= it.root %>/user/api-tokens">
  ${csrfField}
  <label for="name">Application name</label>
  <input id="name" name="name" required>
  <div><button>Create API Token</button></div>
</form>
`;

const verifyPassword = `<% layout('@layout', { title: 'Verify your password' }) %>
<form method="post" action="<%= it.root %><%= it.action %>">
  ${csrfField}
  ${password}
  <div><button>Verify</button></div>
</form>
`;

const project = `<% layout('@layout', { title: it.project.title }) %>
<p><a href="<%= it.root %>/projects/<%= it.project.id %>/users">Users</a></p>
<h2>Variables by environment</h2>
<ul>
<% for (const environment of it.environments) { %>
  <li><a href="<%= it.root %><%= environment.path %>"><%= environment.id %></a></li>
<% } %>
</ul>
`;

const variables = `<% layout('@layout', { title: 'Variables of ' + it.environment.id }) %>
<table>
  <thead><tr><th scope="col">Name</th><th scope="col">Value</th></tr></thead>
  <tbody>
<% for (const variable of it.variables) { %>
    <tr><th scope="row"><%= variable.name %></th><td><% if (variable.value === undefined) { %>sensitive<% } else { %><code><%= variable.value %></code><% } %></td></tr>
<% } %>
  </tbody>
</table>
<% if (it.mayManage) { %>
<h2>Add variable</h2>
<form method="post" action="<%= it.root %><%= it.path %>">
  ${csrfField}
  <label for="name">Name (env: in front makes it an environment variable of its own)</label>
  <input id="name" name="name" required>
  <label for="value">Value</label>
  <input id="value" name="value" required>
  <fieldset>
    <legend>Options</legend>
${box('is_json', 'JSON value')}
${box('is_sensitive', 'Sensitive variable')}
${box('visible_runtime', 'Visible during runtime', true)}
${box('visible_build', 'Visible during build')}
${box('is_inheritable', 'Make inheritable', true)}
  </fieldset>
  <div><button>Add variable</button></div>
</form>
<% } %>
`;

const users = `<% layout('@layout', { title: 'Users of ' + it.project.title }) %>
<table>
  <thead><tr><th scope="col">Email address</th><th scope="col">Permissions</th></tr></thead>
  <tbody>
<% for (const member of it.members) { %>
    <tr><th scope="row"><%= member.email %></th><td><%= member.permissions %></td></tr>
<% } %>
<% for (const invited of it.invited) { %>
    <tr><th scope="row"><%= invited.email %></th><td><%= invited.permissions %> (invited)</td></tr>
<% } %>
  </tbody>
</table>
<% if (it.mayManage) { %>
<h2>Invite a user</h2>
<form method="post" action="<%= it.root %>/projects/<%= it.project.id %>/users">
  ${csrfField}
  <label for="email">Email address</label>
  <input id="email" name="email" type="email" required>
  <label for="role">On the project</label>
  <select id="role" name="role"><option value="viewer">Viewer (Reader)</option><option value="admin">Admin</option></select>
<% for (const type of it.types) { %>
  <label for="<%= type %>">On <%= type %> environments</label>
  <select id="<%= type %>" name="<%= type %>"><option value="">As on the project</option><option value="viewer">Viewer (Reader)</option><option value="contributor">Contributor</option><option value="admin">Admin</option></select>
<% } %>
  <div><button>Invite</button></div>
</form>
<% } %>
`;

const invitations = `<% layout('@layout', { title: 'Invitations' }) %>
<% if (it.invitations.length === 0) { %><p>You have no invitations.</p><% } else { %>
<table>
  <thead><tr><th scope="col">Project</th><td></td></tr></thead>
  <tbody>
<% for (const invitation of it.invitations) { %>
    <tr>
      <th scope="row"><%= invitation.project %></th>
      <td><form method="post" action="<%= it.root %>/invitations/<%= invitation.id %>/accept">${csrfField}<button>Accept</button></form></td>
    </tr>
<% } %>
  </tbody>
</table>
<% } %>
`;

const register = `<% layout('@layout', { title: 'Create an account' }) %>
<form method="post" action="<%= it.root %>/register">
  <label for="email">Email address</label>
  <input id="email" name="email" type="email" autocomplete="username" required>
  <label for="firstName">First name</label>
  <input id="firstName" name="firstName" required>
  <label for="lastName">Last name</label>
  <input id="lastName" name="lastName" required>
  <label for="password">Password</label>
  <input id="password" name="password" type="password" autocomplete="new-password" required>
  <div><button>Create account</button></div>
</form>
`;

export const templates = {
  home,
  user,
  accountSettings,
  apiTokens,
  newApiToken,
  verifyPassword,
  project,
  variables,
  users,
  invitations,
  register,
} as const;
