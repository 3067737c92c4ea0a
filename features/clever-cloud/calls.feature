@clever-cloud @cap:oauth1
Feature: Calls on behalf of a user
  With the four values (consumer key and secret, user token and its secret) an OAuth 1 client calls the API on
  behalf of a user; "clever curl" does so for the account that is logged in. Page: "Clever Cloud API".

  @CLV-06
  Rule: OAuth 1 is for access to resources on behalf of the application's users

    Scenario: Each session acts for the user whose token it holds
      Given the client is a consumer that has no token yet
      And two users have let the consumer in, each in a session of their own
      When each session asks for its user's profile
      Then each caller has the profile of its own user

  @CLV-16
  Rule: clever curl handles the authentication automatically

    Scenario: A call is made as the user who is logged in
      Given the client holds a token of the user
      When the client asks for the user's profile
      Then the caller has the user's own profile

    @cap:profile.get
    Scenario: The profile is that of the user who is logged in
      Given the client holds a token of the user
      When the client looks up who is logged in
      Then the caller has the user's own profile

  @CLV-17
  Rule: The five samples answer

    Scenario Outline: <what> is handed over as the platform answers it
      Given the client holds a token of the user
      When the client sends the documented request for <what>
      Then the caller has the platform's answer, byte for byte

      Examples:
        | what             | reason                                   |
        | the profile      | /v2/self                                 |
        | the summary      | /v2/summary                              |
        | the zones        | version 4, open to everybody             |
        | the applications | an array                                 |
        | an invoice       | a PDF, whose bytes are no text           |

  @CLV-19
  Rule: OAuth tokens can be managed in the console

    Scenario: A token that its user has revoked is refused, and the caller is told
      Given the client holds a token of the user
      And the client has asked for the user's profile
      And the user has revoked the client's token
      When the client asks for the user's profile
      Then the caller is told that authentication failed
      And the client does not loop

    Scenario: A token that has died early is refused, and the caller is told
      Given the client holds a token of the user
      And the client has asked for the user's profile
      And the platform has let the token die early
      When the client asks for the user's profile
      Then the caller is told that authentication failed
      And the client does not loop

    Scenario: A token dies after three months, and the caller is told
      Given the client holds a token of the user
      And the client has asked for the user's profile
      When the client asks for the user's profile 7776001 seconds after its token was issued
      Then the caller is told that authentication failed
      And the client does not loop

  @CLV-26
  Rule: Requests are made with consumer key and secret, user token and its secret

    Scenario: A call names the consumer and the user's token, and is signed with both secrets
      Given the client holds a token of the user
      When the client asks for the user's profile
      Then every call is made with the four values

    @cap:oauth1:HMAC-SHA512
    Scenario: Under HMAC no secret crosses the wire
      Given the client holds a token of the user
      And the client signs by HMAC-SHA512
      When the client asks for the user's profile
      Then neither secret crosses the wire

    Scenario Outline: A wrong <value> is refused, and the caller is told
      Given the client holds a token of the user
      And the client was given a wrong <value>
      When the client asks for the user's profile
      Then the caller is told that authentication failed
      And nothing told to the caller holds a secret
      And the client does not loop

      Examples:
        | value             |
        | consumer key      |
        | consumer secret   |
        | user token        |
        | user token secret |

    Scenario: An error of version 2 is read
      Given the client holds a token of the user
      When the client asks for an application of somebody else's
      Then the caller is told of "4002" or "This application is not yours"

    Scenario: An error of version 4 is read
      Given the client holds a token of the user
      When the client asks for an invoice that does not exist
      Then the caller is told of "clever.core.not-found" or "This invoice does not exist"
