@api-token-realm
Feature: Several tokens with different access
  One token may have several permissions, and a user several tokens. What a token may do is for the platform to
  say. Page: "API authentification", access to the API.

  @ATR-05
  Rule: Several tokens can be generated, each with different access levels

    Scenario: A token for one thing does this one thing
      Given the client holds an API token that may "metrics.read" alone
      When the client lists the metrics
      Then the call succeeds

    Scenario: One of several permissions is enough where the platform says so
      Given the client holds an API token that may "projects.read" alone
      When the client asks for the usage
      Then the call succeeds

    Scenario: Who may write need not read
      Given the client holds an API token that may "projects.write" alone
      When the client adds a project
      Then the call succeeds

    Scenario: What one token may not do the other does
      Given the user has one token to read projects and one to write them, each in a session
      When each session adds a project
      Then the writer succeeds, and the reader is told that its token may not do this

    Scenario: The other token is good when the first is deleted
      Given the user has one token to read projects and one to write them, each in a session
      And the reader's token has been deleted
      When each session adds a project
      Then the writer succeeds, and the reader is told that its token is refused
