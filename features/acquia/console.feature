@acquia
Feature: API tokens in the console
  Where people come by a key and secret: the console's pages, walked through as a browser does. These rows
  judge the mock itself. Page: "Cloud Platform API v2 authentication", generating and removing an API token.

  @ACQ-09
  Rule: Sign in using your email address and password

    Scenario: E-mail address and password open the console
      When somebody signs in to the console
      Then the console shows "Account Settings"

    Scenario: A wrong password opens nothing
      When somebody signs in to the console with a wrong password
      Then the console does not show "Account Settings"

    Scenario: An access token does not open the console
      Given somebody holds an access token
      When somebody opens the API Tokens page with the access token
      Then the console does not show "Create Token"

  @ACQ-10
  Rule: API tokens are reached through Account Settings

    Scenario: The avatar leads to Account Settings and on to API Tokens
      Given somebody is signed in to the console
      When somebody follows "Account Settings" and "API Tokens"
      Then the console shows "Create Token"

  @ACQ-11
  Rule: A human-readable label is provided

    Scenario: No API token is created without a label
      Given somebody is signed in to the console
      When somebody creates an API token labelled "" in the console
      Then the user has as many API tokens as before

    Scenario: Two API tokens may share a label
      Given somebody is signed in to the console
      And somebody has created an API token labelled "ci job" in the console
      When somebody creates an API token labelled "ci job" in the console
      Then the user has 2 more API tokens

  @ACQ-12
  Rule: Key and secret are generated for the user

    Scenario: The console generates a key and a secret that can be exchanged
      Given somebody is signed in to the console
      When somebody creates an API token labelled "ci job" in the console
      Then the key and secret on the page can be exchanged

    Scenario: A key and secret that the user sends are not taken over
      Given somebody is signed in to the console
      When somebody creates an API token with a key and secret of their own choice
      Then the key and secret on the page are the platform's own

  @ACQ-13
  Rule: Key and secret cannot be retrieved after closing the tab

    Scenario: The secret is shown once
      Given somebody is signed in to the console
      And somebody has created an API token labelled "ci job" in the console
      When somebody opens the API Tokens page again
      Then the page names "ci job" and shows no secret

  @ACQ-14
  Rule: A token can be removed at any time by clicking Remove

    Scenario: Remove ends the API token at once
      Given somebody is signed in to the console
      And somebody has created an API token labelled "ci job" in the console
      When somebody clicks Remove next to "ci job"
      Then the key and secret that were on the page cannot be exchanged
