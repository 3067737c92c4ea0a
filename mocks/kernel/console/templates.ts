/** What the pages of all platforms share, as Eta templates; kept in a module so that the compiler ships them with the code. */

/** What every form of a signed-in user carries. */
export const csrfField = '<input type="hidden" name="csrf" value="<%= it.session.csrf %>">';

/** A date, its day in view. @param date an expression of the template: ISO 8601 */
export const time = (date: string) => `<time datetime="<%= ${date} %>"><%= ${date}.slice(0, 10) %></time>`;

const style = `
  :root { color-scheme: light; font: 16px/1.5 system-ui, sans-serif; color: #1c2733; background: #f4f6f8; }
  body { margin: 0; }
  header { display: flex; justify-content: space-between; align-items: center; padding: .75rem 1.5rem; background: #12395b; color: #fff; }
  header a { color: #fff; text-decoration: none; font-weight: 600; }
  main { max-width: 46rem; margin: 2rem auto; padding: 1.5rem 2rem; background: #fff; border: 1px solid #d5dce3; border-radius: .5rem; }
  h1 { margin-top: 0; font-size: 1.5rem; } h2 { font-size: 1.15rem; }
  label { display: block; font-weight: 600; } input { font: inherit; padding: .4rem .6rem; width: 20rem; max-width: 100%; box-sizing: border-box; margin-bottom: .75rem; }
  fieldset { margin: 0 0 1rem; border: 1px solid #d5dce3; border-radius: .3rem; } fieldset label { font-weight: normal; } input[type="checkbox"] { width: auto; margin: 0 .5rem 0 0; }
  button { font: inherit; padding: .4rem .9rem; border: 1px solid #0b5cad; border-radius: .3rem; background: #0b5cad; color: #fff; cursor: pointer; }
  button.plain { background: #fff; color: #0b5cad; }
  table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid #d5dce3; } td form { margin: 0; }
  td button { background: #fff; color: #a11; border-color: #a11; }
  .menu { position: relative; } .menu summary { list-style: none; cursor: pointer; width: 2.2rem; height: 2.2rem; line-height: 2.2rem; text-align: center; border-radius: 50%; background: #e8a33d; color: #1c2733; font-weight: 600; }
  .menu nav { position: absolute; right: 0; top: 2.7rem; padding: .75rem 1rem; min-width: 11rem; background: #fff; border: 1px solid #d5dce3; border-radius: .3rem; }
  .menu nav a { color: #0b5cad; display: block; padding-bottom: .5rem; }
  .secret { padding: 1rem 1.25rem; background: #fff8e6; border: 1px solid #e8a33d; border-radius: .3rem; } dt { font-weight: 600; } dd { margin: 0 0 .5rem; } code { overflow-wrap: anywhere; }
  .wrong { color: #a11; font-weight: 600; }`;

const layout = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title><%= it.title %> - <%= it.brand %></title>
<style>${style}</style>
</head>
<body>
<header>
  <a href="<%= it.root || '/' %>"><%= it.brand %></a>
<% if (it.session) { %>
  <details class="menu">
    <summary aria-label="User menu of <%= it.userName %>"><%= it.userName.split(' ').map(part => part[0]).join('') %></summary>
    <nav aria-label="User menu">
<% for (const { text, path } of it.menu) { %>
      <a href="<%= it.root %><%= path %>"><%= text %></a>
<% } %>
      <form method="post" action="<%= it.root %>/sign-out">${csrfField}<button>Sign out</button></form>
    </nav>
  </details>
<% } %>
</header>
<main>
<h1><%= it.title %></h1>
<% if (it.wrong) { %><p class="wrong" role="alert"><%= it.wrong %></p><% } %>
<%~ it.body %>
</main>
</body>
</html>
`;

const signIn = `<% layout('@layout', { title: 'Sign in' }) %>
<form method="post" action="<%= it.root %>/sign-in">
<% if (it.next) { %>  <input type="hidden" name="next" value="<%= it.next %>"><% } %>
  <label for="email">Email address</label>
  <input id="email" name="email" type="email" autocomplete="username" required>
  <label for="password">Password</label>
  <input id="password" name="password" type="password" autocomplete="current-password" required>
  <div><button>Sign in</button></div>
</form>
`;

const refusal = `<% layout('@layout', { title: it.title }) %>
<p><a href="<%= it.root || '/' %>">Back to the console</a></p>
`;

export const sharedTemplates = { layout, signIn, refusal } as const;
