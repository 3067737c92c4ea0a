@clever-cloud
Feature: The console and the authorization page
  Where people make consumers and API tokens, consent, and revoke: pages, walked through as a browser does.
  These rows judge the mock itself. Page: "Clever Cloud API".

  Background:
    Given somebody is signed in to the console of Clever Cloud

  @CLV-09
  Rule: The console allows you to create and manage API tokens

    Scenario: An API token made in the console opens the bridge
      When somebody creates the API token "ci job" in the console of Clever Cloud
      Then the API token "ci job" opens the bridge

    Scenario: The console lists API tokens and tells no value
      Given somebody has created the API token "ci job" in the console of Clever Cloud
      When somebody looks at the API tokens in the console of Clever Cloud
      Then the page of Clever Cloud names "ci job" and shows no value

    Scenario: An API token revoked in the console opens nothing
      Given somebody has created the API token "ci job" in the console of Clever Cloud
      When somebody revokes the API token "ci job" in the console of Clever Cloud
      Then the API token "ci job" does not open the bridge

  @CLV-20
  Rule: Create an OAuth consumer in the console to get a consumer key and a consumer secret

    Scenario: Key and secret of the console sign step 1 of the dance
      When somebody creates the OAuth consumer "Demo" in the console of Clever Cloud
      Then the key and secret of "Demo" bring a request token

    Scenario: A consumer belongs to the organisation that it was made in
      When somebody creates the OAuth consumer "Demo" in the console of Clever Cloud
      Then the consumer "Demo" belongs to the organisation

  @CLV-07
  Rule: Users grant permissions without giving their credentials away

    Scenario: The user is asked for each right
      Given a consumer asks for the rights "access_organisations manage_ssh_keys"
      When its user comes to the authorization page
      Then the page asks for each of these rights

    Scenario: Only what the user has ticked is granted
      Given a consumer asks for the rights "access_organisations manage_ssh_keys"
      When its user grants "access_organisations" alone
      Then the token of the dance has the rights "access_organisations" alone

    Scenario: The consumer learns no password
      Given a consumer asks for the rights "access_organisations manage_ssh_keys"
      When its user grants "access_organisations" alone
      Then nothing that the consumer receives holds the user's password

  @CLV-23
  Rule: The browser is redirected with oauth_verifier and oauth_token

    Scenario: The callback brings the token of step 1, a verifier and the user
      Given a consumer asks for the rights "access_organisations"
      When its user grants "access_organisations" alone
      Then the browser is back at the callback with the request token, a verifier and the user

    Scenario: Without consent there is no verifier
      Given a consumer asks for the rights "access_organisations"
      When its user denies the consent
      Then the browser is back at the callback without a verifier
