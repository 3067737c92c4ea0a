@clever-cloud @cap:oauth1
Feature: The Authorization header
  Page: "Clever Cloud API", OAuth 1, making requests: the header has a specific format for keys and values.

  @CLV-29
  Rule: The Authorization header must start with OAuth, with a specific format for key/values

    Scenario: Begins with OAuth, and puts every value in double quotes
      Given the client holds a token of the user
      When the client asks for the user's profile
      Then the Authorization header is as documented
      And the platform accepts every signature

    @cap:oauth1:PLAINTEXT
    Scenario: Values are percent-encoded
      Given the client holds a token of the user, and both secrets hold "SPACE + / & % !"
      And the client signs by PLAINTEXT
      When the client asks for the user's profile
      Then the Authorization header is as documented
