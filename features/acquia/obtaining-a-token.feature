@acquia @cap:client-credentials
Feature: Obtaining an access token
  Every Acquia user of the API starts here: the key and secret that the console generated are exchanged for a
  bearer access token. Page: "Cloud Platform API v2 authentication".

  Background:
    Given the user has generated an API token

  @ACQ-03
  Rule: The API authenticates by OAuth 2.0 client credentials

    Scenario: Asks for the client credentials grant
      When the client makes a call
      Then every token request asks for the client credentials grant

    @cap:renewal
    Scenario: Renews by the same grant
      Given the client has made a call
      When the client makes a call 301 seconds after its token was issued
      Then every token request asks for the client credentials grant

  @ACQ-04
  Rule: The exchange requires the information provided when generating an API token

    Scenario: Exchanges the key and secret it was given
      When the client makes a call
      Then the platform has issued a token for that key and secret

    Scenario: An unknown key is refused and the caller is told
      Given the client was given a key that does not exist
      When the client makes a call
      Then the caller is told that authentication failed
      And no API call is made without a token

    Scenario: A wrong secret is refused and the caller is told
      Given the client was given a wrong secret
      When the client makes a call
      Then the caller is told that authentication failed
      And no API call is made without a token

    Scenario: A removed API token is refused and the caller is told
      Given the user has removed the API token
      When the client makes a call
      Then the caller is told that authentication failed
      And no API call is made without a token

    Scenario: A refused exchange is not repeated without end
      Given the client was given a wrong secret
      When the client makes a call
      Then the client does not loop
      And the caller is told that authentication failed

    Scenario: The right secret works after a wrong one in the same installation
      Given a session of this installation was refused for a wrong secret
      When another session makes a call with the right secret
      Then the call succeeds

    Scenario: Two API tokens of one installation are kept apart
      Given a session of this installation has made a call
      When another session makes a call with an API token of its own
      Then each session has used an access token of its own

  @ACQ-18
  Rule: The documented command sends client_id, client_secret and grant_type

    Scenario: Sends the documented parameters
      When the client makes a call
      Then every token request is the documented one

    Scenario: Asks for no scope where no organization was given
      When the client makes a call
      Then no token request asks for a scope

    Scenario: Takes a token whatever else the answer says
      Given the token answer holds members that nobody has documented
      When the client makes a call
      Then the call succeeds
