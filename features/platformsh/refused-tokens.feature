@platformsh @cap:api-token
Feature: Refused API tokens
  An API token that is unknown, deleted or of a session that is over yields no access token. The caller learns
  so in the platform's own words. Page: "Platform.sh API tokens".

  Background:
    Given the user has made an API token

  @PSH-01
  Rule: Without an access token there is nothing to call with

    Scenario: An unknown API token is refused and the caller is told
      Given the client was given an API token that does not exist
      When the client asks for its account
      Then no API call is made without a token
      And the client has tried 2 exchanges at most
      And the caller is told that authentication failed
      And the caller is told the platform's own words

    Scenario: An unknown API token is refused by the service of the new generation
      Given the authentication service is of the new generation
      And the client was given an API token that does not exist
      When the client asks for its account
      Then no API call is made without a token
      And the client has tried 2 exchanges at most
      And the caller is told that authentication failed
      And the caller is told the platform's own words

    Scenario: A deleted API token is refused and the caller is told
      Given the user has deleted the API token
      When the client asks for its account
      Then no API call is made without a token
      And the caller is told that authentication failed

    Scenario: A session of Single Sign-On that is over is told as that
      Given the user's session of Single Sign-On is over
      When the client asks for its account
      Then no API call is made without a token
      And the caller is told the platform's own words

    Scenario: The right API token works after a wrong one in the same installation
      Given another session was refused for an unknown API token
      When the client asks for its account
      Then the call succeeds

  @PSH-01
  Rule: An API token that was deleted is exchanged no more

    Scenario: The next exchange fails and the caller is told
      Given the client has asked for its account
      And the user has deleted the API token
      And the platform has let the token die early
      When the client asks for its account
      Then the client has tried 2 exchanges at most
      And the client does not loop
      And the caller is told that authentication failed

    @cap:renewal
    Scenario: The access token that is left is not taken for one without end
      Given the client has asked for its account
      And the user has deleted the API token
      When the client asks for its account 901 seconds after its token was issued
      Then no expired token crosses the wire
      And the caller is told that authentication failed

  @PSH-01
  Rule: What goes wrong with the exchange is told as what it is

    Scenario Outline: <failure> in answer to the exchange is told as <kind>
      Given the token endpoint answers with <failure>
      When the client asks for its account
      Then the caller is told of <kind>
      And no API call is made without a token
      And the client does not loop

      Examples:
        | failure                      | kind                |
        | an HTML error page           | a failing server    |
        | an unavailable service       | a failing server    |
        | malformed JSON               | a malformed answer  |
        | a JSON list                  | a malformed answer  |
        | no access token              | a malformed answer  |
        | an access token that is null | a malformed answer  |
        | an empty body                | a malformed answer  |
        | a connection cut in the body | a broken connection |
