@clever-cloud @cap:oauth1:dance
Feature: The OAuth dance
  An application obtains a token of each of its users: a temporary token, the user's consent in the browser,
  the user's own token (RFC 5849 section 2). Page: "Clever Cloud API", OAuth 1, get user's authorization.

  Background:
    Given the client is a consumer that has no token yet

  @CLV-21
  Rule: Step 1 brings a temporary token and its secret

    Scenario: Asks for a request token with its callback
      When the client begins an authorization
      Then the platform has issued a request token for its callback

    Scenario: Each authorization has a request token of its own
      Given the client has begun an authorization
      When the client begins an authorization
      Then each authorization has a request token of its own

    Scenario: A request token that has died is refused, and the caller is told
      Given the client has begun an authorization
      And the user has consented
      And the request token has died meanwhile
      When the client completes the authorization
      Then the caller is told that authentication failed
      And the client does not loop

    Scenario: An unknown consumer is refused, and the caller is told
      Given the client was given a wrong consumer key
      When the client begins an authorization
      Then the caller is told that authentication failed
      And nothing told to the caller holds a secret

    Scenario Outline: Step 1 that answers with <failure> is told as <kind>
      Given step 1 of the dance answers with <failure>
      When the client begins an authorization
      Then the caller is told of <kind>

      Examples:
        | failure            | kind               |
        | an HTML error page | a failing server   |
        | an empty body      | a malformed answer |
        | no token           | a malformed answer |
        | no token secret    | a malformed answer |

  @CLV-22
  Rule: The user is redirected to the authorization page with the oauth_token

    Scenario: Sends the browser to the authorization page
      When the client begins an authorization
      Then the browser is sent to the authorization page with the request token

  @CLV-24
  Rule: The oauth_token of the first step matches the one after the redirection

    Scenario: A callback with another request token is refused
      Given the client has begun an authorization
      And the user has consented
      When the browser comes back with another request token
      Then the client refuses the callback as not its own
      And no access token is asked for

    Scenario: A callback without a request token is refused
      Given the client has begun an authorization
      And the user has consented
      When the browser comes back without a request token
      Then the client refuses the callback as not its own
      And no access token is asked for

    Scenario: The callback of an authorization that was begun anew is refused
      Given the client has begun an authorization
      And the user has consented
      And the client has begun another authorization
      When the browser comes back from the first authorization
      Then the client refuses the callback as not its own
      And no access token is asked for

    Scenario: A user who does not consent is reported as that
      Given the client has begun an authorization
      And the user has denied the consent
      When the client completes the authorization
      Then the client reports that the user did not consent
      And no access token is asked for

    Scenario: A callback serves once
      Given the client has completed an authorization
      When the browser brings the same callback again
      Then the callback is refused, by the client or by the platform

  @CLV-25
  Rule: Step 3 brings the user's token and its secret

    Scenario: Exchanges request token, its secret and the verifier
      Given the client has begun an authorization
      And the user has consented
      When the client completes the authorization
      Then the platform has issued the user's token for that callback

    Scenario: Calls are made with the new token
      Given the client has completed an authorization
      When the client asks for the user's profile
      Then every call is made with the token of the dance
      And the caller has the user's own profile

    Scenario: Takes the token whatever else the answer says
      Given step 3 of the dance answers with members that nobody has documented
      And the client has completed an authorization
      When the client asks for the user's profile
      Then the caller has the user's own profile

    Scenario Outline: Step 3 that answers with <failure> is told as <kind>
      Given step 3 of the dance answers with <failure>
      And the client has begun an authorization
      And the user has consented
      When the client completes the authorization
      Then the caller is told of <kind>

      Examples:
        | failure            | kind               |
        | an HTML error page | a failing server   |
        | an empty body      | a malformed answer |
        | no token           | a malformed answer |
        | no token secret    | a malformed answer |

  @CLV-08
  Rule: OAuth 1 is for services that integrate with multiple user accounts

    Scenario: Two users who let the consumer in one after the other are kept apart
      Given two users have let the consumer in, one after the other
      When each session asks for its user's profile
      Then each caller has the profile of its own user

    Scenario: Two users who let the consumer in at the same time are kept apart
      Given two users are letting the consumer in at the same time
      And both authorizations have been completed, the second one first
      When each session asks for its user's profile
      Then each caller has the profile of its own user

  @CLV-27
  Rule: The signature is made the same way while there is no token

    Scenario: The key keeps its ampersand where there is no token secret
      When the client begins an authorization
      Then the platform accepts every signature
