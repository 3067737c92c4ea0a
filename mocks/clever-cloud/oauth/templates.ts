/** The pages of the dance as Eta templates: plain forms, with the names and addresses of b2. */

const login = `<% layout('@layout', { title: 'Log in' }) %>
<form method="post" action="<%= it.action %>">
  <input type="hidden" name="from_authorize" value="true">
  <label for="email">Email address</label>
  <input id="email" name="email" type="email" autocomplete="username" required>
  <label for="pass">Password</label>
  <input id="pass" name="pass" type="password" autocomplete="current-password" required>
  <div><button>Log in</button></div>
</form>
`;

const mfa = `<% layout('@layout', { title: 'Two-factor authentication' }) %>
<form method="post" action="<%= it.action %>">
  <input type="hidden" name="auth_id" value="<%= it.authId %>">
  <input type="hidden" name="email" value="<%= it.email %>">
  <input type="hidden" name="mfa_kind" value="TOTP">
  <label for="mfa_attempt">Code</label>
  <input id="mfa_attempt" name="mfa_attempt" inputmode="numeric" autocomplete="one-time-code" required>
  <div><button>Verify</button></div>
</form>
`;

const consent = `<% layout('@layout', { title: it.consumer.name + ' asks for access' }) %>
<p>Logged in as <%= it.user.email %>. Choose what <%= it.consumer.name %> may do on your behalf.</p>
<form method="post" action="<%= it.action %>">
  <fieldset>
    <legend>Rights</legend>
<% for (const right of it.consumer.rights) { %>
    <label><input type="checkbox" name="<%= right %>" checked> <%= right.replaceAll('_', ' ') %></label>
<% } %>
  </fieldset>
  <div><button>Authorize</button></div>
</form>
<form method="post" action="<%= it.denyAction %>"><button class="plain">Deny</button></form>
`;

const denied = `<% layout('@layout', { title: 'Access denied' }) %>
<p><%= it.consumer.name %> was not given access. You may close this page.</p>
`;

export const danceTemplates = { login, mfa, consent, denied } as const;
