@clever-cloud @cap:api-token
Feature: API tokens on the bridge
  An API token stands for one user, like a password, and opens the bridge: the same paths as the API, at
  another host. Page: "Clever Cloud API", API tokens.

  Background:
    Given the client holds an API token of the user

  @CLV-15
  Rule: The API token is sent as a bearer token to the bridge

    Scenario: Carries the API token as it was given
      When the client asks for the user's profile
      Then every call carries the API token on the bridge at the API's own path
      And the caller has the user's own profile

    Scenario Outline: <what> has the same path on the bridge
      When the client sends the documented request for <what>
      Then every call carries the API token on the bridge at the API's own path
      And the caller has the platform's answer, byte for byte

      Examples:
        | what             | reason                         |
        | the summary      | a path of version 2            |
        | the applications | a path with an id in it        |
        | an invoice       | a path of version 4, and a PDF |

    Scenario: A wrong API token is refused, and the caller is told
      Given the client was given a wrong API token
      When the client asks for the user's profile
      Then the caller is told that authentication failed
      And the client does not loop

    Scenario: A revoked API token is refused, and the caller is told
      Given the client has asked for the user's profile
      And the user's API token has been revoked
      When the client asks for the user's profile
      Then the caller is told that authentication failed
      And the client does not loop

  @CLV-12
  Rule: An API token dies when its time is up

    Scenario: An API token is refused once its time is up, and the caller is told
      Given the API token expires in an hour
      And the client has asked for the user's profile
      When the client asks for the user's profile 3601 seconds after its token was issued
      Then the caller is told that authentication failed
      And the client does not loop

  @CLV-05
  Rule: Once created, API tokens must be used through the bridge URL

    Scenario: No other host sees the API token
      When the client asks for the user's profile
      Then the API token has gone to the bridge only

  @CLV-04
  Rule: API tokens operate similarly to passwords

    Scenario: No URL holds the API token
      When the client asks for the user's profile
      Then no URL holds the API token

    Scenario: The User-Agent does not hold the API token
      When the client asks for the user's profile
      Then no User-Agent holds the API token

    Scenario: A failure told to the caller holds no secret of the bridge
      Given the client was given a wrong API token
      When the client asks for the user's profile
      Then the caller is told that authentication failed
      And nothing told to the caller holds a secret
