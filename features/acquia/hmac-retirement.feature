@acquia @cap:http-hmac
Feature: HMAC and its retirement
  Before OAuth 2.0 the API took HTTP HMAC signatures. They are deprecated and were removed on July 1, 2020.
  Page: "Cloud Platform API v2 authentication", the note on HMAC; HTTP HMAC specification 2.0.

  Background:
    Given the user has generated an API token for HMAC

  @ACQ-24
  Rule: HMAC authentication is deprecated and will be removed

    Scenario: While it is accepted, a call without a body is signed
      Given HMAC is still accepted
      When the client makes a call
      Then the platform has verified every signature
      And the call succeeds

    Scenario: While it is accepted, a query is signed as it is sent
      Given HMAC is still accepted
      When the client makes a call with a query of special characters
      Then the platform has verified every signature

    Scenario: While it is accepted, a body and its media type are signed
      Given HMAC is still accepted
      When the client creates a backup with the media type "Application/JSON"
      Then the platform has verified every signature
      And the call succeeds

    Scenario: Every request has a nonce of its own
      Given HMAC is still accepted
      And the client has made a call
      When the client makes a call
      Then every signed request has a nonce of its own

    Scenario: A deprecation notice does not stop a call
      Given HMAC is deprecated
      When the client makes a call
      Then the platform has verified every signature
      And the call succeeds

    Scenario: After the removal the caller is told
      Given HMAC has been removed
      When the client makes a call
      Then the caller is told that authentication failed
      And the client has stayed with HMAC
      And the client does not loop
