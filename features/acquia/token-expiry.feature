@acquia @cap:client-credentials
Feature: Token expiry
  An access token lives 300 seconds, there is no refresh token, and long work outlives it. Page: "Cloud
  Platform API v2 authentication".

  Background:
    Given the user has generated an API token

  @ACQ-06 @cap:renewal
  Rule: An access token expires 300 seconds after it was generated

    Scenario: Use does not extend the life of a token
      Given the client has made a call
      And the client has made a call 200 seconds after its token was issued
      When the client makes a call 301 seconds after its token was issued
      Then no expired token crosses the wire

    Scenario: A shorter life is believed
      Given access tokens live 120 seconds
      And the client has made a call
      When the client makes a call 121 seconds after its token was issued
      Then no expired token crosses the wire

    Scenario: The life of a token is not read out of the token
      Given access tokens look like JSON Web Tokens
      And the client has made a call
      When the client makes a call 301 seconds after its token was issued
      Then no expired token crosses the wire

  @ACQ-07
  Rule: The token is regenerated before its expiry

    @cap:renewal
    Scenario: No dead token crosses the wire after a jump past expiry
      Given the client has made a call
      When the client makes a call 301 seconds after its token was issued
      Then no expired token crosses the wire
      And the call succeeds

    @cap:renewal
    Scenario: Renews before expiry
      Given the client has made a call
      When the client makes a call 299.9 seconds after its token was issued
      Then the client has renewed its token before the call

    @cap:renewal
    Scenario: Uses a token again below half its life
      Given the client has made a call
      When the client makes a call 140 seconds after its token was issued
      Then the client has obtained 1 token in all

    @cap:renewal
    Scenario: Uses a short-lived token again below half its life
      Given access tokens live 120 seconds
      And the client has made a call
      When the client makes a call 50 seconds after its token was issued
      Then the client has obtained 1 token in all

    @cap:renewal @cap:concurrent
    Scenario: Several calls at once share one exchange
      When the client makes 5 calls at once
      Then the client has obtained 1 token in all

    @cap:renewal @cap:concurrent
    Scenario: Several calls at once share one renewal
      Given the client has made a call
      When the client makes 5 calls at once 301 seconds after its token was issued
      Then the client has obtained 2 tokens in all

    Scenario: A token that was refused is let go
      Given the client has made a call
      And the platform has let the token die early
      When the client makes a call
      Then the client lets the refused token go
      And the caller has what it asked for or is told of the refusal

    @cap:reauthenticates
    Scenario: A refused token is replaced and the call repeated once
      Given the client has made a call
      And the platform has let the token die early
      When the client makes a call
      Then the client has obtained a new token and repeated the call once
      And the call succeeds

    @cap:reauthenticates
    Scenario: A call that changes something is repeated once and takes effect once
      Given the client has made a call
      And the platform has let the token die early
      When the client creates a backup
      Then one backup was created
      And the client has obtained a new token and repeated the call once

    @cap:reauthenticates
    Scenario: A platform that never stops refusing is not asked without end
      Given the client has made a call
      And the platform refuses every token as expired
      When the client makes a call
      Then the client does not loop
      And the caller is told that the call was refused
