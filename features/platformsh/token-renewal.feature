@platformsh @cap:api-token
Feature: Renewing access tokens
  An access token lives 900 seconds; there is no refresh token, and automation outlives it. Page:
  "Platform.sh API tokens".

  Background:
    Given the user has made an API token

  @PSH-01 @cap:renewal
  Rule: One access token serves many calls, as long as it lives

    Scenario: Uses its access token for many calls
      When the client asks for its account 5 times
      Then the client has obtained 1 token in all

    Scenario: Uses its access token again below half its life
      Given the client has asked for its account
      When the client asks for its account 440 seconds after its token was issued
      Then the client has obtained 1 token in all

    @cap:concurrent
    Scenario: Several calls at once share one exchange
      When the client asks for its account 5 times at once
      Then the client has obtained 1 token in all

    @cap:concurrent
    Scenario: Several calls at once share one renewal
      Given the client has asked for its account
      When the client asks for its account 5 times at once 901 seconds after its token was issued
      Then the client has obtained 2 tokens in all

  @PSH-01 @cap:renewal
  Rule: An access token lives 900 seconds from its issue

    Scenario: No dead token crosses the wire
      Given the client has asked for its account
      When the client asks for its account 901 seconds after its token was issued
      Then no expired token crosses the wire
      And the call succeeds

    Scenario: An opaque access token dies at the same time
      Given access tokens are opaque
      And the client has asked for its account
      When the client asks for its account 901 seconds after its token was issued
      Then no expired token crosses the wire

    Scenario: Use does not make an access token live longer
      Given the client has asked for its account
      And the client has asked for its account 600 seconds after its token was issued
      When the client asks for its account 901 seconds after its token was issued
      Then no expired token crosses the wire

    Scenario: A shorter life is believed
      Given access tokens live 120 seconds
      And the client has asked for its account
      When the client asks for its account 121 seconds after its token was issued
      Then no expired token crosses the wire

    Scenario: Renews ahead of the end
      Given the client has asked for its account
      When the client asks for its account 899.9 seconds after its token was issued
      Then the client has renewed its token before the call

  @PSH-01
  Rule: An access token that is refused is replaced, and the call repeated once

    Scenario: An access token that was refused is let go
      Given the client has asked for its account
      And the platform has let the token die early
      When the client asks for its account
      Then the client lets the refused token go
      And the caller has what it asked for or is told of the refusal

    @cap:reauthenticates
    Scenario: An access token that died early is replaced and the call repeated once
      Given the client has asked for its account
      And the platform has let the token die early
      When the client asks for its account
      Then the client has obtained a new token and repeated the call once
      And the call succeeds

    @cap:reauthenticates
    Scenario: An access token that was revoked is replaced and the call repeated once
      Given the client has asked for its account
      And the platform has revoked the access token
      When the client asks for its account
      Then the client has obtained a new token and repeated the call once
      And the call succeeds

    @cap:reauthenticates
    Scenario: A call that changes something is repeated once and takes effect once
      Given the client has asked for its account
      And the platform has let the token die early
      When the client asks for a backup
      Then the platform has begun one backup
      And the client has obtained a new token and repeated the call once

    @cap:reauthenticates
    Scenario: An access token with one second left may die on its way
      Given the client has asked for its account
      And access tokens die a second before their time
      When the client asks for its account 899 seconds after its token was issued
      Then the call succeeds
      And the client has tried 1 exchange at most

    Scenario: A platform that never stops refusing is not asked without end
      Given the client has asked for its account
      And the API refuses every access token
      When the client asks for its account
      Then the client has tried 2 exchanges at most
      And the client does not loop
      And the caller is told that the call was refused

    Scenario: A fresh sign-in that is wanted is told, and not asked for by new tokens
      Given the account wants a fresh sign-in
      When the client asks for its account
      Then the client has tried 2 exchanges at most
      And the client does not loop
      And the caller is told that authentication failed
      And the caller is told of "insufficient_user_authentication" or "authentication is required"

    Scenario: A failing API is told as that, and not answered with new tokens
      Given the API answers with a page of HTML
      When the client asks for its account
      Then the client has tried 1 exchange at most
      And the client does not loop
      And the caller is told that the server failed
