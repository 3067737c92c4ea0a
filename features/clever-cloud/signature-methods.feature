@clever-cloud @cap:oauth1
Feature: The three signature methods
  Clever Cloud takes OAuth 1 signatures by PLAINTEXT, HMAC-SHA1 and HMAC-SHA512 (RFC 5849 section 3.4). Page:
  "Clever Cloud API", OAuth 1, making requests.

  @CLV-27
  Rule: Three methods are supported for the signature

    @cap:oauth1:PLAINTEXT
    Scenario: Signs by PLAINTEXT
      Given the client holds a token of the user
      And the client signs by PLAINTEXT
      When the client asks for the user's profile
      Then the platform accepts every signature
      And every signature is one of PLAINTEXT

    @cap:oauth1:PLAINTEXT
    Scenario: Under PLAINTEXT the secrets are percent-encoded, once in the signature and once more for the wire
      Given the client holds a token of the user, and both secrets hold "SPACE + / & % !"
      And the client signs by PLAINTEXT
      When the client asks for the user's profile
      Then the platform accepts every signature

    @cap:oauth1:PLAINTEXT
    Scenario: Names its method, nonce and timestamp under PLAINTEXT
      Given the client holds a token of the user
      And the client signs by PLAINTEXT
      When the client asks for the user's profile
      Then every request names its method, nonce and timestamp

    @cap:oauth1:HMAC-SHA1
    Scenario: Signs by HMAC-SHA1
      Given the client holds a token of the user
      And the client signs by HMAC-SHA1
      When the client asks for the user's profile
      Then the platform accepts every signature
      And every signature is one of HMAC-SHA1

    @cap:oauth1:HMAC-SHA1
    Scenario: Under HMAC-SHA1 the secrets are percent-encoded in the key
      Given the client holds a token of the user, and both secrets hold "SPACE + / & % !"
      And the client signs by HMAC-SHA1
      When the client asks for the user's profile
      Then the platform accepts every signature

    @cap:oauth1:HMAC-SHA512
    Scenario: Signs by HMAC-SHA512
      Given the client holds a token of the user
      And the client signs by HMAC-SHA512
      When the client asks for the user's profile
      Then the platform accepts every signature
      And every signature is one of HMAC-SHA512

    @cap:oauth1:HMAC-SHA512
    Scenario: Under HMAC-SHA512 the secrets are percent-encoded in the key
      Given the client holds a token of the user, and both secrets hold "SPACE + / & % !"
      And the client signs by HMAC-SHA512
      When the client asks for the user's profile
      Then the platform accepts every signature
