/** The pages of the authorization server as Eta templates: plain forms. */

const authSignIn = `<% layout('@layout', { title: 'Sign in' }) %>
<form method="post" action="<%= it.action %>">
  <input type="hidden" name="request" value="<%= it.request %>">
  <label for="email">Email address</label>
  <input id="email" name="email" type="email" autocomplete="username" required>
  <label for="password">Password</label>
  <input id="password" name="password" type="password" autocomplete="current-password" required>
  <div><button>Sign in</button></div>
</form>
`;

const consent = `<% layout('@layout', { title: it.application + ' asks for access' }) %>
<p>Signed in as <%= it.user.email %>. <%= it.application %> asks to act on your behalf:</p>
<ul>
<% for (const scope of it.scopes) { %>
  <li><%= scope %></li>
<% } %>
</ul>
<form method="post" action="<%= it.action %>">
  <input type="hidden" name="request" value="<%= it.request %>">
  <div><button>Allow</button></div>
</form>
<form method="post" action="<%= it.denyAction %>"><input type="hidden" name="request" value="<%= it.request %>"><button class="plain">Deny</button></form>
`;

export const authTemplates = { authSignIn, consent } as const;
