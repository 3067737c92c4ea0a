@platformsh @cap:api-token
Feature: Secrecy of API tokens and access tokens
  The API token goes to the authentication service and the access token to the API; neither goes anywhere else.
  Page: "Platform.sh API tokens".

  Background:
    Given the user has made an API token

  @PSH-01
  Rule: The API token is for the exchange, the access token is for the calls

    Scenario: The API token is on no API call
      When the client asks for its account
      Then no API call carries the API token

    Scenario: No URL holds a token
      When the client asks for its account
      Then no URL holds the key, the secret or the token

    Scenario: The User-Agent holds no token
      When the client asks for its account
      Then no User-Agent holds the key, the secret or the token

    Scenario: A redirect to another host does not take the access token along
      Given the API sends the client on to another host
      When the client asks for its account
      Then nothing secret has reached the other host

    Scenario: A refused exchange is told without the API token
      Given the client was given an API token that does not exist
      When the client asks for its account
      Then the caller is told that authentication failed
      And nothing told to the caller holds a secret

    Scenario: A refused call is told without a token
      Given the API refuses the call
      When the client asks for its account
      Then the caller is told that the call was refused
      And nothing told to the caller holds a secret

    Scenario: An access token of one platform address is not sent to another
      Given the client has asked for its account
      When another session asks at another address of the platform with the same API token
      Then no token has left the address that issued it

    @cap:logout
    Scenario: Logging out ends the access token
      Given the client has asked for its account
      When the client logs out
      Then the access token is dead
