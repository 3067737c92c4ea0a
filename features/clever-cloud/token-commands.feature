@clever-cloud @cap:oauth1
Feature: Creating, listing and revoking API tokens
  What "clever tokens" does, by the bridge's own routes. Page: "Clever Cloud API", API tokens; reference of
  Clever Tools.

  Background:
    Given the client manages API tokens for the user

  @CLV-11 @cap:tokens.create
  Rule: clever tokens create "CI job Foobar"

    Scenario: A name may hold blanks
      When the client creates an API token named "CI job Foobar"
      Then the caller has the id and the value of the API token "CI job Foobar"

    Scenario: A name may hold any letter
      When the client creates an API token named "Été & \"prod\" +1"
      Then the caller has the id and the value of the API token "Été & \"prod\" +1"

    Scenario: Without an expiration the default applies
      When the client creates an API token named "CI job Foobar"
      Then the API token lives a year

    Scenario: A wrong password is refused, and the caller is told
      Given the user has mistyped the password
      When the client creates an API token named "CI job Foobar"
      Then the caller is told that authentication failed
      And nothing told to the caller holds a secret

    Scenario: A user with two-factor authentication gives a code
      Given the user has turned on two-factor authentication
      When the client creates an API token named "CI job Foobar" with the code of the user's device
      Then the caller has the id and the value of the API token "CI job Foobar"

    Scenario: A missing code is told as what it is
      Given the user has turned on two-factor authentication
      When the client creates an API token named "CI job Foobar"
      Then the caller is told of "invalid-mfa-code" or "The MFA code is wrong"

  @CLV-12
  Rule: clever tokens create "Quick local test" --expiration 1h

    @cap:tokens.create
    Scenario Outline: An expiration of <wish> is <life>
      When the client creates an API token named "Quick local test" that expires in "<wish>"
      Then the API token lives <life>

      Examples:
        | wish | life       |
        | 1h   | an hour    |
        | 4d   | four days  |
        | 2w   | two weeks  |
        | 6M   | six months |

  @CLV-13 @cap:tokens.list
  Rule: clever tokens -F json

    Scenario: The list names every API token
      Given the user has the API tokens "CI job" and "Été"
      When the client lists the API tokens
      Then the caller has the list as the platform holds it

    Scenario: The list tells which API tokens have expired
      Given the user has the API tokens "CI job" and "laptop"
      And the user has an API token "old" whose time is up
      When the client lists the API tokens
      Then the caller has the list as the platform holds it

    Scenario: A list may be empty
      When the client lists the API tokens
      Then the caller has the list as the platform holds it

  @CLV-14 @cap:tokens.revoke
  Rule: clever tokens revoke api_tokens_xxx

    Scenario: Revokes the API token that is meant, and no other
      Given the user has the API tokens "CI job" and "laptop"
      When the client revokes the API token "CI job"
      Then the API token "CI job" is revoked, and no other

    Scenario: An API token that does not exist is told as that
      Given the user has the API tokens "CI job" and "laptop"
      When the client revokes an API token that does not exist
      Then the caller is told of "clever.core.not-found" or "This API token does not exist"
