@acquia @cap:client-credentials
Feature: Using the access token
  Page: "Cloud Platform API v2 authentication": the Client ID and Secret are exchanged for a bearer access
  token, which authenticates calls.

  Background:
    Given the user has generated an API token

  @ACQ-05
  Rule: The access token authenticates calls

    Scenario: Carries the token as it was issued
      When the client makes a call
      Then every API call carries the token as it was issued

    Scenario: Carries the token on a call that changes something
      When the client creates a backup
      Then every API call carries the token as it was issued
      And the call succeeds

    Scenario: A token that looks like a JWT is carried unchanged
      Given access tokens look like JSON Web Tokens
      When the client makes a call
      Then every API call carries the token as it was issued

    Scenario: The token type is compared without regard to case
      Given the token answer names its type "Bearer"
      When the client makes a call
      Then every API call carries the token as it was issued

    Scenario: A token type in capitals is the same type
      Given the token answer names its type "BEARER"
      When the client makes a call
      Then every API call carries the token as it was issued

    Scenario: A refusal with an empty body reaches the caller
      Given the API refuses calls with an empty body
      When the client makes a call
      Then the caller is told that the call was refused
      And the client does not loop

    Scenario: A refusal whose message is an object reaches the caller readably
      Given the API refuses calls because of "label"
      When the client makes a call
      Then the caller is told that the call was refused
      And the caller is told of "validation_failed" or "label"

    Scenario: An HTML page of a failing server reaches the caller as a failure
      Given the API answers with an HTML error page
      When the client makes a call
      Then the caller is told that the server failed
      And the client does not loop

    Scenario: A rate limit reaches the caller as a failure
      Given the API limits the rate of calls
      When the client makes a call
      Then the caller is told that the rate is limited
      And the client does not loop
